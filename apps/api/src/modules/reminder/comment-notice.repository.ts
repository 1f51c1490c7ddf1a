import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/index.js';

/** Somebody who has something to be told of a thread. */
interface WaitingReader {
  readonly proposalId: string;
  readonly personId: string;
  readonly email: string;
}

/** Whoever left, or is no longer of the state that keeps a thread, is not told of it. */
const mayStillRead = `exists (select from membership m where m.proposal_id = n.proposal_id and m.person_id = n.person_id
  and m.ended_at is null and (n.internal_member_id is null or n.internal_member_id = m.member_id))`;

/** Who is to be told of comments, as ids: the worker reads no comment. */
@Injectable()
export class CommentNoticeRepository {
  waiting(tx: Transaction, threadId: string): Promise<WaitingReader[]> {
    return tx.query<WaitingReader>(
      `select distinct n.proposal_id as "proposalId", n.person_id as "personId", p.email
       from comment_notice n join person p on p.id = n.person_id
       where n.thread_id = $1 and n.seen_at is null and n.occurrence_id is null and p.disabled_at is null and ${mayStillRead}`,
      [threadId],
    );
  }

  /**
   * Takes what this mail tells, and says whether there is anything: a mail that may have gone out before tells the same
   * again, a new one only what was neither seen nor told.
   */
  async take(
    tx: Transaction,
    occurrence: {
      readonly id: string;
      readonly proposalId: string | null;
      readonly recipientId: string | null;
    },
    isFirst: boolean,
  ): Promise<boolean> {
    const rows = await tx.query(
      `update comment_notice n set occurrence_id = $1 where n.proposal_id = $2 and n.person_id = $3
         and (n.occurrence_id = $1 and not $4 or n.seen_at is null and coalesce(n.occurrence_id, $1) = $1 and ${mayStillRead})
       returning n.id`,
      [occurrence.id, occurrence.proposalId, occurrence.recipientId, isFirst],
    );
    return rows.length > 0;
  }

  /** The message was deleted: there is nothing to be told of it. */
  async forgetMessage(tx: Transaction, messageId: string): Promise<void> {
    await tx.execute('delete from comment_notice where message_id = $1', [messageId]);
  }

  /** The thread waits for somebody else, or for nobody: what was noted before the event no longer holds. */
  async forgetAssignments(tx: Transaction, threadId: string, eventId: string): Promise<void> {
    await tx.execute(
      `delete from comment_notice n using outbox o where n.thread_id = $1 and n.kind = 'assigned'
         and n.occurrence_id is null and o.id = $2 and n.created_at < o.created_at`,
      [threadId, eventId],
    );
  }
}
