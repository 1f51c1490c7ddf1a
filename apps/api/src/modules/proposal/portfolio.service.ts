import { Injectable } from '@nestjs/common';
import type { PortfolioView, ProgressList } from '@concordat/contracts';
import type { RequestContext } from '../../platform/authz/index.js';
import { WebDatabase } from '../../platform/database/index.js';
import { viewerOf } from './cockpit.presenter.js';
import {
  assignedItems,
  invitationItem,
  oldestFirst,
  ownProposal,
  portfolioLede,
  portfolioLine,
  progressLine,
  waitingIn,
} from './portfolio.presenter.js';
import { PortfolioRepository } from './portfolio.repository.js';

const mostWaiting = 7;

/** A person's first screen, and the admin's list of everything in figures. */
@Injectable()
export class PortfolioService {
  constructor(
    private readonly db: WebDatabase,
    private readonly portfolio: PortfolioRepository,
  ) {}

  async read(ctx: RequestContext): Promise<PortfolioView> {
    ctx.require('portfolio.read', {});
    const { now, proposals, calendar, invitations, assigned } = await this.portfolio.facts(ctx);
    const own = proposals.map((proposal) => ownProposal(proposal, viewerOf(ctx, proposal.id)));
    const waiting = [
      ...own.flatMap((each) => waitingIn(each, now)),
      ...assignedItems(assigned, own, now),
      ...invitations.map(invitationItem),
    ];
    const lines = own.map((each) => portfolioLine(each, now));
    return {
      lede: portfolioLede(waiting.length, lines),
      waiting: waiting.sort(oldestFirst).slice(0, mostWaiting),
      waitingTotal: waiting.length,
      proposals: lines,
      calendar: calendar.map(({ id, at, zone, ...deadline }) => ({
        ...deadline,
        deadlineId: id,
        due: { at, zone, label: null },
      })),
      abilities: ctx.abilities(['proposal.found'], {}),
    };
  }

  progress(ctx: RequestContext): Promise<ProgressList> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('proposal.progress', {});
      return { proposals: (await this.portfolio.progress(tx)).map(progressLine) };
    });
  }
}
