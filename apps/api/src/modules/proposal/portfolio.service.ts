import { Injectable } from '@nestjs/common';
import type { PortfolioView, ProgressList } from '@concordat/contracts';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { viewerOf } from './cockpit.presenter.js';
import {
  invitationItem,
  oldestFirst,
  type OwnProposal,
  portfolioLede,
  portfolioLine,
  progressLine,
  waitingIn,
} from './portfolio.presenter.js';
import { PortfolioRepository } from './portfolio.repository.js';
import { momentOf } from './proposal.presenter.js';
import { ProposalRepository } from './proposal.repository.js';
import { ReadinessRepository } from './readiness.repository.js';

const mostWaiting = 7;
const mostOnCalendar = 6;

/** A person's first screen, and the admin's list of everything in figures. */
@Injectable()
export class PortfolioService {
  constructor(
    private readonly db: WebDatabase,
    private readonly proposals: ProposalRepository,
    private readonly readiness: ReadinessRepository,
    private readonly portfolio: PortfolioRepository,
  ) {}

  read(ctx: RequestContext): Promise<PortfolioView> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('portfolio.read', {});
      const own = await this.own(ctx, tx);
      const invited = await this.portfolio.invitations(tx);
      const calendar = await this.portfolio.calendar(tx, mostOnCalendar);
      const now = await tx.clock();
      const waiting = [...own.flatMap((each) => waitingIn(each, now)), ...invited.map(invitationItem)];
      const proposals = own.map((each) => portfolioLine(each, now));
      return {
        lede: portfolioLede(waiting.length, proposals),
        waiting: waiting.sort(oldestFirst).slice(0, mostWaiting),
        waitingTotal: waiting.length,
        proposals,
        calendar: calendar.map(({ id, proposalId, acronym, kind, title, at, zone }) => ({
          deadlineId: id,
          proposalId,
          acronym,
          kind,
          title,
          due: momentOf(at, zone),
        })),
        abilities: ctx.abilities(['proposal.found'], {}),
      };
    });
  }

  progress(ctx: RequestContext): Promise<ProgressList> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('proposal.progress', {});
      return { proposals: (await this.portfolio.progress(tx)).map(progressLine) };
    });
  }

  private async own(ctx: RequestContext, tx: Transaction): Promise<OwnProposal[]> {
    const proposals = await this.proposals.listMine(tx);
    const ids = proposals.map(({ id }) => id);
    const members = await this.readiness.members(tx, ids);
    const rows = await this.readiness.sections(tx, ids);
    const prepared = await this.portfolio.prepared(tx, ids);
    return proposals.map((proposal) => ({
      proposal,
      members: members.filter(({ proposalId }) => proposalId === proposal.id),
      rows: rows.filter(({ proposalId }) => proposalId === proposal.id),
      viewer: viewerOf(ctx, proposal.id),
      packagePrepared: prepared.has(proposal.id),
    }));
  }
}
