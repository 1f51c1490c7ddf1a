import { Injectable } from '@nestjs/common';
import type {
  AssignThread,
  CommentList,
  DeleteComment,
  EditComment,
  ReplyToThread,
  ResolveThread,
  SeenThreads,
  StartThread,
} from '@concordat/contracts';
import {
  type Assignee,
  assignedPeople,
  checkAssignee,
  checkMentions,
  type CommentReader,
  toldOfAssignment,
  toldOfMessage,
} from '@concordat/domain';
import type { Action } from '@concordat/policy';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { sectionPolicyFacts, SectionRepository, type SectionRow } from '../section/index.js';
import { type CommentEvent, CommentTeller } from './comment-teller.js';
import { presentThreads } from './comment.presenter.js';
import { CommentRepository, type MessageRow, type ThreadRow } from './comment.repository.js';

const messagesAMinute = 30;

/** What a change in a thread works on. */
interface Change {
  readonly tx: Transaction;
  readonly thread: ThreadRow;
  readonly section: SectionRow;
  readonly people: readonly CommentReader[];
}

type Happened = Pick<CommentEvent, 'kind' | 'messageId' | 'notices'>;

/** Comments on a section: threads that stay when their passage goes. */
@Injectable()
export class CommentService {
  constructor(
    private readonly db: WebDatabase,
    private readonly sections: SectionRepository,
    private readonly comments: CommentRepository,
    private readonly teller: CommentTeller,
  ) {}

  list(ctx: RequestContext, sectionId: string): Promise<CommentList> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('comment.read', sectionPolicyFacts(section));
      return this.view(ctx, tx, section);
    });
  }

  start(
    ctx: RequestContext,
    sectionId: string,
    { anchor, body, internal }: StartThread,
  ): Promise<CommentList> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('comment.write', sectionPolicyFacts(section));
      await this.requirePace(ctx, tx);
      const { proposalId } = section;
      const people = await this.comments.readers(tx, proposalId);
      const internalMemberId = internal ? await this.ownMember(ctx, tx, proposalId) : null;
      const mentionedIds = accept(checkMentions(body, { internalMemberId }, people));
      const createdBy = ctx.personId;
      const id = await this.comments.insertThread(tx, {
        ...{ proposalId, sectionId, anchor, internalMemberId, createdBy },
      });
      const messageId = await this.comments.insertMessage(tx, {
        ...{ proposalId, threadId: id, authorId: createdBy, body },
      });
      const thread = { id, internalMemberId };
      const message = { byPersonId: createdBy, mentionedIds, involvedIds: [] };
      const notices = toldOfMessage(message, thread, people);
      await this.teller.tell(
        ctx,
        tx,
        section,
        { kind: 'comment.started', thread, messageId, notices },
        people,
      );
      return this.view(ctx, tx, section);
    });
  }

  reply(ctx: RequestContext, threadId: string, { body }: ReplyToThread): Promise<CommentList> {
    return this.change(ctx, threadId, 'comment.write', async ({ tx, thread, section, people }) => {
      await this.requirePace(ctx, tx);
      const mentionedIds = accept(checkMentions(body, thread, people));
      const message = { proposalId: section.proposalId, threadId, authorId: ctx.personId, body };
      const messageId = await this.comments.insertMessage(tx, message);
      if (thread.resolved) await this.comments.setResolved(tx, thread, thread.version, null);
      const involvedIds = [
        ...(await this.comments.writers(tx, threadId)),
        ...assignedPeople(assigneeOf(thread), people),
      ];
      const said = { byPersonId: ctx.personId, mentionedIds, involvedIds };
      return { kind: 'comment.replied', messageId, notices: toldOfMessage(said, thread, people) };
    });
  }

  edit(ctx: RequestContext, messageId: string, { version, body }: EditComment): Promise<CommentList> {
    return this.changeMessage(ctx, messageId, async (message, { tx, thread, people }) => {
      const mentionedIds = accept(checkMentions(body, thread, people, message.body));
      await this.comments.setBody(tx, message, version, body);
      // Only who is named anew is told: others were told of the message when it was written.
      const said = { byPersonId: ctx.personId, mentionedIds, involvedIds: [] };
      return { kind: 'comment.edited', messageId, notices: toldOfMessage(said, thread, people) };
    });
  }

  delete(ctx: RequestContext, messageId: string, { version }: DeleteComment): Promise<CommentList> {
    return this.changeMessage(ctx, messageId, async (message, { tx, thread }) => {
      await this.comments.empty(tx, message, version);
      // A thread in which nothing is said any more waits for nobody.
      if (!thread.resolved && !(await this.comments.saysSomething(tx, thread.id)))
        await this.comments.setResolved(tx, thread, thread.version, ctx.personId);
      return { kind: 'comment.deleted', messageId, notices: [] };
    });
  }

  assign(ctx: RequestContext, threadId: string, wish: AssignThread): Promise<CommentList> {
    return this.change(ctx, threadId, 'comment.write', async ({ tx, thread, people }) => {
      const to = accept(checkAssignee(assigneeOf(named(wish)), thread, people));
      await this.comments.assign(tx, thread, wish.version, to, ctx.personId);
      const notices = toldOfAssignment(to, ctx.personId, thread, people);
      return { kind: 'comment.assigned', messageId: null, notices };
    });
  }

  resolve(ctx: RequestContext, threadId: string, { version, resolved }: ResolveThread): Promise<CommentList> {
    return this.change(ctx, threadId, 'comment.resolve', async ({ tx, thread }) => {
      await this.comments.setResolved(tx, thread, version, resolved ? ctx.personId : null);
      const kind = resolved ? 'comment.resolved' : 'comment.reopened';
      return { kind, messageId: null, notices: [] };
    });
  }

  see(ctx: RequestContext, sectionId: string, { threadIds }: SeenThreads): Promise<Record<string, never>> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('comment.read', sectionPolicyFacts(section));
      await this.teller.seen(tx, ctx.personId, sectionId, threadIds);
      return {};
    });
  }

  /** Nobody writes that fast by hand, and every message is read by a whole consortium. */
  private async requirePace(ctx: RequestContext, tx: Transaction): Promise<void> {
    if ((await this.comments.writtenLately(tx, ctx.personId)) >= messagesAMinute)
      throw new Refusal('comment.too_many');
  }

  private async ownMember(ctx: RequestContext, tx: Transaction, proposalId: string): Promise<string> {
    const memberId = await this.comments.memberOf(tx, proposalId, ctx.personId);
    if (memberId === null) throw new Refusal('not_found');
    return memberId;
  }

  private change(
    ctx: RequestContext,
    threadId: string,
    action: Action,
    work: (change: Change) => Promise<Happened>,
  ): Promise<CommentList> {
    return this.db.transaction(ctx, async (tx) => {
      const thread = await this.comments.lock(tx, threadId);
      return this.changeLocked(ctx, tx, thread, thread.createdById, action, work);
    });
  }

  private changeMessage(
    ctx: RequestContext,
    messageId: string,
    work: (message: MessageRow, change: Change) => Promise<Happened>,
  ): Promise<CommentList> {
    return this.db.transaction(ctx, async (tx) => {
      const { message, thread } = await this.comments.lockMessage(tx, messageId);
      return this.changeLocked(ctx, tx, thread, message.authorId, 'comment.edit', (change) => {
        if (message.deleted) throw new Refusal('comment.deleted');
        return work(message, change);
      });
    });
  }

  private async changeLocked(
    ctx: RequestContext,
    tx: Transaction,
    thread: ThreadRow,
    ownerId: string,
    action: Action,
    work: (change: Change) => Promise<Happened>,
  ): Promise<CommentList> {
    const section = await this.sections.load(tx, thread.sectionId);
    ctx.require(action, { ...sectionPolicyFacts(section), personId: ownerId });
    const people = await this.comments.readers(tx, section.proposalId);
    const happened = await work({ tx, thread, section, people });
    await this.teller.tell(ctx, tx, section, { ...happened, thread }, people);
    return this.view(ctx, tx, section);
  }

  private async view(ctx: RequestContext, tx: Transaction, section: SectionRow): Promise<CommentList> {
    const memberId = await this.comments.memberOf(tx, section.proposalId, ctx.personId);
    const threads = await this.comments.list(tx, section.id);
    return presentThreads(ctx, sectionPolicyFacts(section), threads, memberId);
  }
}

const named = ({ personId, memberId }: AssignThread) => ({
  assignedPersonId: personId,
  assignedMemberId: memberId,
});

function assigneeOf(thread: Pick<ThreadRow, 'assignedPersonId' | 'assignedMemberId'>): Assignee | null {
  if (thread.assignedPersonId !== null) return { personId: thread.assignedPersonId };
  return thread.assignedMemberId === null ? null : { memberId: thread.assignedMemberId };
}

/** The value of a rule that was kept; otherwise its code becomes the answer. */
function accept<T>(
  outcome: { ok: true; value: T } | { ok: false; reason: ConstructorParameters<typeof Refusal>[0] },
): T {
  if (!outcome.ok) throw new Refusal(outcome.reason);
  return outcome.value;
}
