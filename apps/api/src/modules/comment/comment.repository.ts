import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type {
  CommentAnchor,
  CommentMessageView,
  CommentPeople,
  CommentThreadView,
  ProposalComments,
  ProposalCommentsQuery,
} from '@concordat/contracts';
import type { Assignee, CommentReader } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import type { SectionRow } from '../section/index.js';

type ProposalThread = ProposalComments['threads'][number];

/** A thread as the rules and the policy need it. */
export interface ThreadRow {
  readonly id: string;
  readonly sectionId: string;
  readonly createdById: string;
  readonly internalMemberId: string | null;
  readonly assignedPersonId: string | null;
  readonly assignedMemberId: string | null;
  readonly resolved: boolean;
  readonly version: number;
}

/** A message as the rules and the policy need it. */
export interface MessageRow {
  readonly id: string;
  readonly authorId: string;
  readonly body: string;
  readonly deleted: boolean;
  readonly version: number;
}

/** A thread as it is read, before it is known what its reader may do. */
export type ThreadDetail = Omit<CommentThreadView, 'abilities' | 'parts' | 'messages'> & {
  readonly createdById: string;
  readonly messages: readonly Omit<CommentMessageView, 'abilities'>[];
};

/** Postgres breaks base64 into lines; on the wire it is one. */
const base64 = (column: string): string => `translate(encode(${column}, 'base64'), E'\\n', '')`;

/** The people named in a body; `mentionOf` of the domain says how they stand there. */
const mentions = `(select coalesce(jsonb_agg(distinct named.brief), '[]')
  from regexp_matches(m.body, '@\\[([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\]', 'g') as found(id)
    cross join lateral (select app.person_brief(found.id[1]::uuid, m.proposal_id) as brief) named
  where named.brief is not null)`;

const messages = `(select jsonb_agg(jsonb_build_object('id', m.id, 'author', app.person_brief(m.author_id, m.proposal_id),
    'body', m.body, 'mentions', ${mentions}, 'createdAt', app.instant_text(m.created_at),
    'editedAt', app.instant_text(m.edited_at), 'deletedAt', app.instant_text(m.deleted_at), 'version', m.version)
    order by m.created_at, m.id) from comment_message m where m.thread_id = t.id)`;

const detail = `t.id, t.section_id as "sectionId", t.version, t.created_by as "createdById",
  case when t.anchor_start is not null then jsonb_build_object('start', ${base64('t.anchor_start')},
    'end', ${base64('t.anchor_end')}, 'quote', t.quote) end as anchor,
  (select m.state_code from consortium_member m where m.id = t.internal_member_id) as "internalTo",
  app.person_brief(t.created_by, t.proposal_id) as "createdBy", app.instant_text(t.created_at) as "createdAt",
  case when t.assigned_at is not null then jsonb_build_object(
    'person', app.person_brief(t.assigned_person_id, t.proposal_id), 'memberId', t.assigned_member_id,
    'stateCode', (select m.state_code from consortium_member m where m.id = t.assigned_member_id),
    'by', app.person_brief(t.assigned_by, t.proposal_id), 'at', app.instant_text(t.assigned_at)) end as assignee,
  app.instant_text(t.resolved_at) as "resolvedAt", app.person_brief(t.resolved_by, t.proposal_id) as "resolvedBy",
  array(select distinct n.kind from comment_notice n where n.thread_id = t.id and n.person_id = app.person_id()
    and n.seen_at is null order by 1) as news, ${messages} as messages`;

const shows: Record<ProposalCommentsQuery['show'], string> = {
  for_you: `(t.resolved_at is null and (t.assigned_person_id = app.person_id() or t.assigned_member_id in (select app.my_members()))
    or exists (select from comment_notice n where n.thread_id = t.id and n.person_id = app.person_id() and n.seen_at is null))`,
  open: 't.resolved_at is null',
  resolved: 't.resolved_at is not null',
};

/** The only place that reads and writes comments. Threads internal to another state do not exist here. */
@Injectable()
export class CommentRepository {
  list(tx: Transaction, sectionId: string): Promise<ThreadDetail[]> {
    return tx.query(
      `select ${detail} from comment_thread t where t.section_id = $1 order by t.created_at, t.id`,
      [sectionId],
    );
  }

  /** Every thread of a proposal in the order of its sections; with `within`, also what that member keeps to itself. */
  ofProposal(
    tx: Transaction,
    proposalId: string,
    within: string | null,
  ): Promise<(ThreadDetail & { readonly number: string; readonly title: string })[]> {
    return tx.query(
      `select ${detail}, s.number, s.title from comment_thread t join section s on s.id = t.section_id
       where t.proposal_id = $1 and (t.internal_member_id is null or t.internal_member_id = $2)
       order by s.position, t.created_at, t.id`,
      [proposalId, within],
    );
  }

  /** The threads of a proposal that somebody sees, the newest activity first. */
  page(
    tx: Transaction,
    proposalId: string,
    show: ProposalCommentsQuery['show'],
    limit: number,
  ): Promise<(ThreadDetail & Pick<SectionRow, 'leadPersonId'> & Pick<ProposalThread, 'section'>)[]> {
    return tx.query(
      `select ${detail}, jsonb_build_object('id', s.id, 'number', s.number, 'title', s.title) as section,
         s.lead_person_id as "leadPersonId"
       from comment_thread t join section s on s.id = t.section_id
       where t.proposal_id = $1 and ${shows[show]}
       order by (select max(m.created_at) from comment_message m where m.thread_id = t.id) desc, t.id limit $2`,
      [proposalId, limit],
    );
  }

  /** How many there are of each, and whether any is kept within the reader's own state. */
  async counts(
    tx: Transaction,
    proposalId: string,
  ): Promise<ProposalComments['counts'] & { readonly internal: number; readonly ownState: string | null }> {
    const [row] = await tx.query<
      ProposalComments['counts'] & { readonly internal: number; readonly ownState: string | null }
    >(
      `select count(*) filter (where ${shows.for_you})::int as for_you, count(*) filter (where ${shows.open})::int as open,
         count(*) filter (where ${shows.resolved})::int as resolved,
         count(t.internal_member_id)::int as internal, (select m.state_code from consortium_member m
           where m.proposal_id = $1 and m.id in (select app.my_members())) as "ownState"
       from comment_thread t where t.proposal_id = $1`,
      [proposalId],
    );
    return row ?? { for_you: 0, open: 0, resolved: 0, internal: 0, ownState: null };
  }

  async lock(tx: Transaction, threadId: string): Promise<ThreadRow> {
    const [row] = await tx.query<ThreadRow>(
      `select id, section_id as "sectionId", created_by as "createdById", internal_member_id as "internalMemberId",
         assigned_person_id as "assignedPersonId", assigned_member_id as "assignedMemberId",
         resolved_at is not null as resolved, version from comment_thread where id = $1 for update`,
      [threadId],
    );
    if (!row) throw new Refusal('not_found');
    return row;
  }

  /** A message with its thread, both held until the end of the transaction. */
  async lockMessage(
    tx: Transaction,
    messageId: string,
  ): Promise<{ readonly message: MessageRow; readonly thread: ThreadRow }> {
    const [of] = await tx.query<{ threadId: string }>(
      'select thread_id as "threadId" from comment_message where id = $1',
      [messageId],
    );
    if (!of) throw new Refusal('not_found');
    const thread = await this.lock(tx, of.threadId);
    const [message] = await tx.query<MessageRow>(
      `select id, author_id as "authorId", body, deleted_at is not null as deleted, version
       from comment_message where id = $1`,
      [messageId],
    );
    if (!message) throw new Refusal('not_found');
    return { message, thread };
  }

  /** The member the person speaks for in the proposal; null for nobody of it. */
  async memberOf(tx: Transaction, proposalId: string, personId: string): Promise<string | null> {
    const [row] = await tx.query<{ memberId: string }>(
      'select member_id as "memberId" from membership where proposal_id = $1 and person_id = $2 and ended_at is null',
      [proposalId, personId],
    );
    return row?.memberId ?? null;
  }

  /** Everybody who takes part in the proposal and can sign in. */
  readers(tx: Transaction, proposalId: string): Promise<CommentReader[]> {
    return tx.query<CommentReader>(
      `select m.person_id as "personId", m.member_id as "memberId", m.roles from membership m
         join person p on p.id = m.person_id
       where m.proposal_id = $1 and m.ended_at is null and p.disabled_at is null order by m.person_id`,
      [proposalId],
    );
  }

  people(tx: Transaction, proposalId: string): Promise<CommentPeople['people']> {
    return tx.query(
      `select p.id, p.display_name as "displayName", c.state_code as "stateCode", c.id as "memberId" from membership m
         join person p on p.id = m.person_id join consortium_member c on c.id = m.member_id
       where m.proposal_id = $1 and m.ended_at is null and p.disabled_at is null
       order by lower(p.display_name), p.id`,
      [proposalId],
    );
  }

  /** Who has a part in a thread: whoever began it or said something in it. */
  async writers(tx: Transaction, threadId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select created_by as id from comment_thread where id = $1
       union select author_id from comment_message where thread_id = $1 and deleted_at is null`,
      [threadId],
    );
    return rows.map(({ id }) => id);
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
  ): Promise<string> {
    const id = randomUUID();
    await tx.execute(
      'insert into comment_message (id, proposal_id, thread_id, author_id, body) values ($1, $2, $3, $4, $5)',
      [id, message.proposalId, message.threadId, message.authorId, message.body],
    );
    return id;
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

  async setBody(tx: Transaction, message: MessageRow, version: number, body: string): Promise<void> {
    await this.changed(
      tx,
      `update comment_message set body = $3, edited_at = clock_timestamp(), version = version + 1
       where id = $1 and version = $2`,
      [message.id, version, body],
    );
  }

  /** The words go for good; that there were some stays. */
  async empty(tx: Transaction, message: MessageRow, version: number): Promise<void> {
    await this.changed(
      tx,
      `update comment_message set body = '', deleted_at = clock_timestamp(), version = version + 1
       where id = $1 and version = $2`,
      [message.id, version],
    );
  }

  /** Whether anything is still said in a thread. */
  async saysSomething(tx: Transaction, threadId: string): Promise<boolean> {
    const rows = await tx.query(
      'select id from comment_message where thread_id = $1 and deleted_at is null limit 1',
      [threadId],
    );
    return rows.length > 0;
  }

  async assign(
    tx: Transaction,
    thread: ThreadRow,
    version: number,
    to: Assignee | null,
    byPersonId: string,
  ): Promise<void> {
    const personId = to && 'personId' in to ? to.personId : null;
    const memberId = to && 'memberId' in to ? to.memberId : null;
    await this.changed(
      tx,
      `update comment_thread set assigned_person_id = $3::uuid, assigned_member_id = $4::uuid,
         assigned_by = case when coalesce($3::uuid, $4::uuid) is not null then $5::uuid end,
         assigned_at = case when coalesce($3::uuid, $4::uuid) is not null then clock_timestamp() end,
         version = version + 1 where id = $1 and version = $2`,
      [thread.id, version, personId, memberId, byPersonId],
    );
  }

  async setResolved(
    tx: Transaction,
    thread: ThreadRow,
    version: number,
    resolvedBy: string | null,
  ): Promise<void> {
    await this.changed(
      tx,
      `update comment_thread set resolved_at = case when $3::uuid is null then null else clock_timestamp() end,
         resolved_by = $3, version = version + 1 where id = $1 and version = $2`,
      [thread.id, version, resolvedBy],
    );
  }

  private async changed(tx: Transaction, sql: string, params: readonly unknown[]): Promise<void> {
    if ((await tx.execute(sql, params)) !== 1) throw new Refusal('changed.meanwhile');
  }
}
