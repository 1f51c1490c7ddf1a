import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CommentNotice, type CommentReader, readersOf } from '@concordat/domain';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import type { Transaction } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { LiveUpdates } from '../../platform/realtime/index.js';
import type { SectionRow } from '../section/index.js';

/** Something that happened in a thread. */
export interface CommentEvent {
  readonly kind: `comment.${'started' | 'replied' | 'edited' | 'deleted' | 'assigned' | 'resolved' | 'reopened'}`;
  readonly thread: { readonly id: string; readonly internalMemberId: string | null };
  /** The message it is about; null where it is about the thread. */
  readonly messageId: string | null;
  /** Who is to be told by mail as well, unless they see it before. */
  readonly notices: readonly CommentNotice[];
}

/**
 * Tells of comments: whoever may see the thread, and nobody else. What a state discusses among itself is announced to
 * its own people one by one, and leaves nothing in records that others read or export.
 */
@Injectable()
export class CommentTeller {
  constructor(
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly live: LiveUpdates,
  ) {}

  async tell(
    ctx: RequestContext,
    tx: Transaction,
    { id: sectionId, proposalId }: SectionRow,
    { kind, thread, messageId, notices }: CommentEvent,
    people: readonly CommentReader[],
  ): Promise<void> {
    const within = thread.internalMemberId;
    const payload = { threadId: thread.id, messageId, byPersonId: ctx.personId };
    // First the event, then what is to be told of it: whoever handles it knows older notices by their time.
    await this.outbox.add(tx, {
      kind,
      proposalId: within === null ? proposalId : null,
      id: sectionId,
      payload,
    });
    await this.note(tx, proposalId, thread, messageId, notices);
    if (within === null) {
      const entry = { object: 'comment_thread', objectId: thread.id, proposalId };
      await this.audit.record(tx, ctx, { action: kind, ...entry, after: { sectionId } });
      return;
    }
    for (const personId of readersOf(thread, people))
      await this.live.changedFor(tx, personId, { kind, id: sectionId });
  }

  private async note(
    tx: Transaction,
    proposalId: string,
    thread: CommentEvent['thread'],
    messageId: string | null,
    notices: readonly CommentNotice[],
  ): Promise<void> {
    if (notices.length === 0) return;
    const rows = notices.map(({ personId, reason }) => ({
      id: randomUUID(),
      person_id: personId,
      kind: reason,
    }));
    await tx.execute(
      `insert into comment_notice (id, proposal_id, thread_id, message_id, internal_member_id, person_id, kind)
       select n.id, $1, $2, $3, $4, n.person_id, n.kind
       from jsonb_to_recordset($5::jsonb) as n(id uuid, person_id uuid, kind text)`,
      [proposalId, thread.id, messageId, thread.internalMemberId, JSON.stringify(rows)],
    );
  }

  /** The person saw these threads: no mail about them is needed any more. */
  async seen(
    tx: Transaction,
    personId: string,
    sectionId: string,
    threadIds: readonly string[],
  ): Promise<void> {
    await tx.execute(
      `update comment_notice set seen_at = clock_timestamp() where person_id = $1 and seen_at is null
         and thread_id in (select id from comment_thread where section_id = $2 and id = any($3::uuid[]))`,
      [personId, sectionId, threadIds],
    );
  }
}
