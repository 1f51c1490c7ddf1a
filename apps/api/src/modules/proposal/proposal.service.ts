import { Injectable } from '@nestjs/common';
import type { CockpitView, EditProposal, ProposalFrame } from '@concordat/contracts';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { presentCockpit } from './cockpit.presenter.js';
import { presentFrame, standingOf } from './proposal.presenter.js';
import { ProposalRepository } from './proposal.repository.js';
import { ReadinessRepository } from './readiness.repository.js';

/** A proposal as the people in it see it: its frame, and the overview of who has to do what. */
@Injectable()
export class ProposalService {
  constructor(
    private readonly db: WebDatabase,
    private readonly proposals: ProposalRepository,
    private readonly readiness: ReadinessRepository,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  read(ctx: RequestContext, proposalId: string): Promise<ProposalFrame> {
    return this.db.transaction(ctx, async (tx) => {
      await this.proposals.load(tx, proposalId);
      ctx.require('proposal.read', { proposalId });
      return this.frame(ctx, tx, proposalId);
    });
  }

  edit(ctx: RequestContext, proposalId: string, to: EditProposal): Promise<ProposalFrame> {
    return this.db.transaction(ctx, async (tx) => {
      const { version } = await this.proposals.load(tx, proposalId, true);
      ctx.require('proposal.edit', { proposalId });
      await this.proposals.rename(tx, proposalId, to);
      await this.audit.record(tx, ctx, {
        action: 'proposal.edit',
        object: 'proposal',
        objectId: proposalId,
        proposalId,
        before: { version },
        after: { version: version + 1 },
      });
      await this.outbox.add(tx, { kind: 'proposal.edited', proposalId, id: proposalId });
      return this.frame(ctx, tx, proposalId);
    });
  }

  cockpit(ctx: RequestContext, proposalId: string): Promise<CockpitView> {
    return this.db.transaction(ctx, async (tx) => {
      const proposal = await this.proposals.load(tx, proposalId);
      ctx.require('proposal.read', { proposalId });
      const members = await this.readiness.members(tx, [proposalId]);
      const rows = await this.readiness.sections(tx, [proposalId]);
      return presentCockpit(ctx, { proposal, members, rows }, await tx.clock());
    });
  }

  /** The frame inside a running transaction, for a proposal in which the person takes part. */
  async frame(ctx: RequestContext, tx: Transaction, proposalId: string): Promise<ProposalFrame> {
    const row = await this.proposals.load(tx, proposalId);
    const members = await this.readiness.members(tx, [proposalId]);
    const memberId = standingOf(ctx, proposalId)?.memberId ?? null;
    return presentFrame(ctx, row, members, await this.proposals.counts(tx, proposalId, memberId));
  }
}
