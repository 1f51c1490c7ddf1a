import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CommentAnchor, CommentThreadView } from '@concordat/contracts';
import type { Transaction } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';

/** A thread as the policy needs it. */
export interface ThreadRow {
  readonly id: string;
  readonly sectionId: string;
  readonly createdById: string;
  readonly resolved: boolean;
  readonly version: number;
}

/** Postgres breaks base64 into lines; on the wire it is one. */
const base64 = (column: string): string => `translate(encode(${column}, 'base64'), E'\\n', '')`;

/** The only place that reads and writes comments. Threads internal to another state do not exist here. */
@Injectable()
export class CommentRepository {
  list(
    tx: Transaction,
    sectionId: string,
  ): Promise<(Omit<CommentThreadView, 'abilities'> & { createdById: string })[]> {
    return tx.query(
      `select t.id, t.section_id as "sectionId", t.version, t.created_by as "createdById",
         case when t.anchor_start is not null then jsonb_build_object('start', ${base64('t.anchor_start')},
           'end', ${base64('t.anchor_end')}, 'quote', t.quote) end as anchor,
         (select m.state_code from consortium_member m where m.id = t.internal_member_id) as "internalTo",
         app.person_brief(t.created_by, t.proposal_id) as "createdBy", app.instant_text(t.created_at) as "createdAt",
         app.instant_text(t.resolved_at) as "resolvedAt", app.person_brief(t.resolved_by, t.proposal_id) as "resolvedBy",
         (select jsonb_agg(jsonb_build_object('id', m.id, 'author', app.person_brief(m.author_id, m.proposal_id),
           'body', m.body, 'createdAt', app.instant_text(m.created_at)) order by m.created_at, m.id)
           from comment_message m where m.thread_id = t.id) as messages
       from comment_thread t where t.section_id = $1 order by t.created_at, t.id`,
      [sectionId],
    );
  }

  async lock(tx: Transaction, threadId: string): Promise<ThreadRow> {
    const [row] = await tx.query<ThreadRow>(
      `select id, section_id as "sectionId", created_by as "createdById", resolved_at is not null as resolved, version
       from comment_thread where id = $1 for update`,
      [threadId],
    );
    if (!row) throw new Refusal('not_found');
    return row;
  }

  /** The member the person speaks for in the proposal. */
  async memberOf(tx: Transaction, proposalId: string, personId: string): Promise<string> {
    const [row] = await tx.query<{ memberId: string }>(
      'select member_id as "memberId" from membership where proposal_id = $1 and person_id = $2 and ended_at is null',
      [proposalId, personId],
    );
    if (!row) throw new Refusal('not_found');
    return row.memberId;
  }

  async insertThread(
    tx: Transaction,
    thread: {
      proposalId: string;
      sectionId: string;
      anchor: CommentAnchor | null;
      internalMemberId: string | null;
      createdBy: string;
    },
  ): Promise<string> {
    const id = randomUUID();
    const { anchor } = thread;
    await tx.execute(
      `insert into comment_thread (id, proposal_id, section_id, anchor_start, anchor_end, quote, internal_member_id,
         created_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        thread.proposalId,
        thread.sectionId,
        anchor ? Buffer.from(anchor.start, 'base64') : null,
        anchor ? Buffer.from(anchor.end, 'base64') : null,
        anchor?.quote ?? '',
        thread.internalMemberId,
        thread.createdBy,
      ],
    );
    return id;
  }

  async insertMessage(
    tx: Transaction,
    message: { proposalId: string; threadId: string; authorId: string; body: string },
  ): Promise<void> {
    await tx.execute(
      'insert into comment_message (id, proposal_id, thread_id, author_id, body) values ($1, $2, $3, $4, $5)',
      [randomUUID(), message.proposalId, message.threadId, message.authorId, message.body],
    );
  }

  /** How many messages the person wrote in the last minute. */
  async writtenLately(tx: Transaction, personId: string): Promise<number> {
    const [row] = await tx.query<{ written: number }>(
      `select count(*)::int as written from comment_message
       where author_id = $1 and created_at > clock_timestamp() - interval '1 minute'`,
      [personId],
    );
    return row?.written ?? 0;
  }

  async setResolved(
    tx: Transaction,
    thread: ThreadRow,
    version: number,
    resolvedBy: string | null,
  ): Promise<void> {
    const changed = await tx.execute(
      `update comment_thread set resolved_at = case when $3::uuid is null then null else clock_timestamp() end,
         resolved_by = $3, version = version + 1 where id = $1 and version = $2`,
      [thread.id, version, resolvedBy],
    );
    if (changed !== 1) throw new Refusal('changed.meanwhile');
  }
}
