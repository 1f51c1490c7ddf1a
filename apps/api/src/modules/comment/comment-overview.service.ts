import { Injectable } from '@nestjs/common';
import type {
  CommentExportQuery,
  CommentPeople,
  ProposalComments,
  ProposalCommentsQuery,
} from '@concordat/contracts';
import type { RequestContext } from '../../platform/authz/index.js';
import { WebDatabase } from '../../platform/database/index.js';
import { notFound } from '../../platform/errors/index.js';
import { writeCommentSheet } from './comment-sheet.js';
import { presentThread } from './comment.presenter.js';
import { CommentRepository } from './comment.repository.js';

const mostShown = 200;

/** The comments of a whole proposal: as a list, as a sheet, and who can be named in them. */
@Injectable()
export class CommentOverviewService {
  constructor(
    private readonly db: WebDatabase,
    private readonly comments: CommentRepository,
  ) {}

  list(ctx: RequestContext, proposalId: string, { show }: ProposalCommentsQuery): Promise<ProposalComments> {
    return this.db.transaction(ctx, async (tx) => {
      this.require(ctx, proposalId);
      const memberId = await this.comments.memberOf(tx, proposalId, ctx.personId);
      const { internal, ownState, ...counts } = await this.comments.counts(tx, proposalId);
      const rows = await this.comments.page(tx, proposalId, show, mostShown + 1);
      return {
        threads: rows.slice(0, mostShown).map(({ section, leadPersonId, ...thread }) => ({
          ...presentThread(ctx, { proposalId, leadPersonId }, thread, memberId),
          section,
        })),
        hasMore: rows.length > mostShown,
        counts,
        ownState: internal > 0 ? ownState : null,
      };
    });
  }

  people(ctx: RequestContext, proposalId: string): Promise<CommentPeople> {
    return this.db.transaction(ctx, async (tx) => {
      this.require(ctx, proposalId);
      const people = await this.comments.people(tx, proposalId);
      const states = new Map(people.map(({ memberId, stateCode }) => [memberId, { memberId, stateCode }]));
      return { people, states: [...states.values()] };
    });
  }

  /**
   * The sheet and the name it is saved under. What a state keeps to itself is in it only for its own people, only when
   * they ask for it, and then its name says so.
   */
  async export(
    ctx: RequestContext,
    proposalId: string,
    { internal }: CommentExportQuery,
  ): Promise<{ readonly name: string; readonly content: Buffer }> {
    const { threads, now } = await this.db.transaction(ctx, async (tx) => {
      this.require(ctx, proposalId);
      const own = internal === 'own' ? await this.comments.memberOf(tx, proposalId, ctx.personId) : null;
      return { threads: await this.comments.ofProposal(tx, proposalId, own), now: await tx.clock() };
    });
    const state = threads.find(({ internalTo }) => internalTo !== null)?.internalTo;
    const reach = state ? `_only-for-${state}` : '';
    const stamp = now.toISOString().slice(0, 16).replaceAll(':', '');
    return { name: `comments${reach}_${stamp}Z.xlsx`, content: await writeCommentSheet(threads) };
  }

  private require(ctx: RequestContext, proposalId: string): void {
    if (!ctx.can('proposal.read', { proposalId })) throw notFound();
    ctx.require('comment.read', { proposalId });
  }
}
