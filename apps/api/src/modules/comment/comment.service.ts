import { Injectable } from '@nestjs/common';
import type { CommentList, ReplyToThread, ResolveThread, StartThread } from '@concordat/contracts';
import type { Action } from '@concordat/policy';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { sectionPolicyFacts, SectionRepository, type SectionRow } from '../section/index.js';
import { CommentRepository, type ThreadRow } from './comment.repository.js';

const messagesAMinute = 30;

/** Comments on a section: threads that stay when their passage goes. */
@Injectable()
export class CommentService {
  constructor(
    private readonly db: WebDatabase,
    private readonly sections: SectionRepository,
    private readonly comments: CommentRepository,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  list(ctx: RequestContext, sectionId: string): Promise<CommentList> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('comment.read', sectionPolicyFacts(section));
      return this.view(ctx, tx, section);
    });
  }

  start(ctx: RequestContext, sectionId: string, wish: StartThread): Promise<CommentList> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('comment.write', sectionPolicyFacts(section));
      const { proposalId } = section;
      await this.requirePace(ctx, tx);
      const threadId = await this.comments.insertThread(tx, {
        proposalId,
        sectionId,
        anchor: wish.anchor,
        internalMemberId: wish.internal ? await this.comments.memberOf(tx, proposalId, ctx.personId) : null,
        createdBy: ctx.personId,
      });
      await this.comments.insertMessage(tx, {
        proposalId,
        threadId,
        authorId: ctx.personId,
        body: wish.body,
      });
      await this.tell(ctx, tx, 'comment.started', section, threadId);
      return this.view(ctx, tx, section);
    });
  }

  reply(ctx: RequestContext, threadId: string, { body }: ReplyToThread): Promise<CommentList> {
    return this.change(ctx, threadId, 'comment.write', 'comment.replied', async (tx, thread, section) => {
      const { proposalId } = section;
      await this.requirePace(ctx, tx);
      await this.comments.insertMessage(tx, { proposalId, threadId, authorId: ctx.personId, body });
      if (thread.resolved) await this.comments.setResolved(tx, thread, thread.version, null);
    });
  }

  resolve(ctx: RequestContext, threadId: string, { version, resolved }: ResolveThread): Promise<CommentList> {
    const kind = resolved ? 'comment.resolved' : 'comment.reopened';
    return this.change(ctx, threadId, 'comment.resolve', kind, async (tx, thread) => {
      await this.comments.setResolved(tx, thread, version, resolved ? ctx.personId : null);
    });
  }

  /** Nobody writes that fast by hand, and every message is read by a whole consortium. */
  private async requirePace(ctx: RequestContext, tx: Transaction): Promise<void> {
    if ((await this.comments.writtenLately(tx, ctx.personId)) >= messagesAMinute)
      throw new Refusal('comment.too_many');
  }

  private change(
    ctx: RequestContext,
    threadId: string,
    action: Action,
    kind: string,
    work: (tx: Transaction, thread: ThreadRow, section: SectionRow) => Promise<void>,
  ): Promise<CommentList> {
    return this.db.transaction(ctx, async (tx) => {
      const thread = await this.comments.lock(tx, threadId);
      const section = await this.sections.load(tx, thread.sectionId);
      ctx.require(action, { ...sectionPolicyFacts(section), personId: thread.createdById });
      await work(tx, thread, section);
      await this.tell(ctx, tx, kind, section, threadId);
      return this.view(ctx, tx, section);
    });
  }

  private async tell(
    ctx: RequestContext,
    tx: Transaction,
    kind: string,
    { proposalId, id: sectionId }: SectionRow,
    threadId: string,
  ): Promise<void> {
    const entry = { object: 'comment_thread', objectId: threadId, proposalId };
    await this.audit.record(tx, ctx, { action: kind, ...entry, after: { sectionId } });
    // Everybody in the proposal is told the id; that of a thread within one state is not everybody's.
    await this.outbox.add(tx, {
      kind,
      proposalId,
      id: sectionId,
      payload: { threadId, byPersonId: ctx.personId },
    });
  }

  private async view(ctx: RequestContext, tx: Transaction, section: SectionRow): Promise<CommentList> {
    const facts = sectionPolicyFacts(section);
    const threads = await this.comments.list(tx, section.id);
    return {
      threads: threads.map(({ createdById, ...thread }) => ({
        ...thread,
        abilities: ctx.abilities(['comment.write', 'comment.resolve'], { ...facts, personId: createdById }),
      })),
      abilities: ctx.abilities(['comment.write'], facts),
    };
  }
}
