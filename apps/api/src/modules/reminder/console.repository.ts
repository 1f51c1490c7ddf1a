import { Injectable } from '@nestjs/common';
import type { FollowedDeadline, ReminderConsole, ReminderDetail, ReminderFilter } from '@concordat/contracts';
import type { Transaction } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';

/** A row of the ledger without what the reader may do with it. */
export type LedgerRow = Omit<ReminderDetail, 'abilities'>;

const pageSize = 50;
const late = `(o.sent_at - o.due_at > interval '1 min' or (o.state in ('planned', 'due', 'sending', 'failed')
  and clock_timestamp() - o.due_at > interval '1 min'))`;

const columns = `o.id, case when p.id is null then null else jsonb_build_object('id', p.id, 'acronym', p.acronym) end as proposal,
  o.kind, o.offset_text as "offset", d.kind as "deadlineKind", s.number as "sectionNumber", o.subject,
  jsonb_build_object('address', o.recipient_email, 'displayName', r.display_name, 'stateCode', (
    select c.state_code from membership m join consortium_member c on c.id = m.member_id
     where m.proposal_id = o.proposal_id and m.person_id = o.recipient_id order by m.ended_at nulls first limit 1)) as recipient,
  app.instant_text(o.due_at) as "dueAt", app.instant_text(o.sent_at) as "sentAt", o.state,
  case when o.sent_at is not null then greatest(0, extract(epoch from o.sent_at - o.due_at))::int
       when o.state in ('planned', 'due', 'sending', 'failed') and o.due_at < clock_timestamp()
         then extract(epoch from clock_timestamp() - o.due_at)::int end as "lateSeconds",
  o.reason, o.attempts, o.redeliveries, o.last_error as "lastError",
  (select count(*)::int from reminder_occurrence f where f.folded_into = o.id) as folded,
  case when mail.id is not null then jsonb_build_object('id', mail.id, 'subject', mail.subject) end as "foldedInto",
  app.instant_text(o.next_attempt_at) as "nextAttemptAt", coalesce(mail.message_id, o.message_id) as "messageId",
  coalesce(mail.body_text, o.body_text) as text`;

const joins = `from reminder_occurrence o left join proposal p on p.id = o.proposal_id
  left join person r on r.id = o.recipient_id
  left join reminder_occurrence mail on mail.id = o.folded_into
  left join deadline d on o.about_kind = 'deadline' and d.id = o.about_id
  left join review_round q on q.id = case o.about_kind when 'review_round' then o.about_id else d.round_id end
  left join section s on s.id = case o.about_kind when 'section' then o.about_id
    else coalesce(d.section_id, q.section_id) end`;

/** The ledger across all proposals. Runs as the worker, after the policy was asked: it can read no text of any proposal. */
@Injectable()
export class ConsoleRepository {
  async page(
    tx: Transaction,
    { proposalId, state, after }: ReminderFilter,
  ): Promise<{ readonly rows: LedgerRow[]; readonly total: number; readonly next: string | null }> {
    // Unasked, what lies far ahead would hide what is happening; asked for, the planned stand soonest first.
    const chosen = `($1::uuid is null or o.proposal_id = $1) and (o.state = $2 or ($2 = 'late' and ${late})
      or ($2::text is null and (o.state <> 'planned' or o.due_at < clock_timestamp() + interval '2 days')))`;
    const [beyond, order] = state === 'planned' ? ['>', 'asc'] : ['<', 'desc'];
    const [at, id] = (after ?? '').split('~');
    const rows = await tx.query<LedgerRow>(
      `select ${columns} ${joins} where ${chosen}
         and ($3::timestamptz is null or (o.due_at, o.id) ${beyond} ($3::timestamptz, $4::uuid))
       order by o.due_at ${order}, o.id ${order} limit ${pageSize + 1}`,
      [proposalId ?? null, state ?? null, isInstant(at) && isId(id) ? at : null, isId(id) ? id : null],
    );
    const [counted] = await tx.query<{ total: number }>(
      `select count(*)::int as total from reminder_occurrence o where ${chosen}`,
      [proposalId ?? null, state ?? null],
    );
    const page = rows.slice(0, pageSize);
    const last = page.at(-1);
    return {
      rows: page,
      total: counted?.total ?? 0,
      next: rows.length > pageSize && last ? `${last.dueAt}~${last.id}` : null,
    };
  }

  async load(tx: Transaction, id: string): Promise<LedgerRow> {
    const [row] = await tx.query<LedgerRow>(`select ${columns} ${joins} where o.id = $1`, [id]);
    if (!row) throw new Refusal('not_found');
    return row;
  }

  async html(tx: Transaction, id: string): Promise<string> {
    const [row] = await tx.query<{ html: string | null }>(
      `select mail.body_html as html from reminder_occurrence o
         join reminder_occurrence mail on mail.id = coalesce(o.folded_into, o.id) where o.id = $1`,
      [id],
    );
    if (!row || row.html === null) throw new Refusal('not_found');
    return row.html;
  }

  async figures(tx: Transaction): Promise<ReminderConsole['figures']> {
    const [row] = await tx.query<ReminderConsole['figures']>(
      `with week as (select *, extract(epoch from sent_at - due_at) as took from reminder_occurrence
         where coalesce(sent_at, created_at) > clock_timestamp() - interval '7 days')
       select (select count(*)::int from reminder_occurrence where state = 'planned') as planned,
         (select count(*)::int from reminder_occurrence where state = 'failed') as failed,
         count(*) filter (where state = 'sent')::int as sent,
         count(*) filter (where state = 'cancelled')::int as cancelled,
         count(*) filter (where state = 'sent' and took > 60)::int as late,
         coalesce(max(took) filter (where state = 'sent' and took > 60), 0)::int as "longestLateSeconds",
         coalesce(sum(redeliveries), 0)::int as redelivered,
         percentile_cont(0.99) within group (order by took) filter (where state = 'sent') as "p99Seconds"
       from week`,
    );
    if (!row) throw new Error('The ledger gave no figures');
    return row;
  }

  async backlog(
    tx: Transaction,
  ): Promise<Pick<ReminderConsole['queue'], 'backlog' | 'lastSweepAt' | 'nextDueAt'>> {
    const [row] = await tx.query<Pick<ReminderConsole['queue'], 'backlog' | 'lastSweepAt' | 'nextDueAt'>>(
      `select (select count(*)::int from reminder_occurrence where state in ('due', 'sending')
           or (state = 'planned' and due_at <= clock_timestamp())) as backlog,
         (select value #>> '{}' from installation_fact where key = 'reminder.last_sweep') as "lastSweepAt",
         (select app.instant_text(min(due_at)) from reminder_occurrence
           where state = 'planned' and due_at > clock_timestamp()) as "nextDueAt"`,
    );
    return row ?? { backlog: 0, lastSweepAt: null, nextDueAt: null };
  }

  proposals(tx: Transaction): Promise<ReminderConsole['proposals']> {
    return tx.query(`select id, acronym from proposal where origin <> 'historical' order by acronym, id`);
  }

  /** Makes it due at once. Nothing happens when it left that state meanwhile. */
  async release(tx: Transaction, id: string, from: readonly string[]): Promise<boolean> {
    const rows = await tx.query(
      `update reminder_occurrence set state = 'planned', next_attempt_at = null, reason = null,
         due_at = least(due_at, clock_timestamp()), version = version + 1
       where id = $1 and state = any($2) returning id`,
      [id, from],
    );
    return rows.length === 1;
  }

  deadlines(tx: Transaction, proposalId: string | null): Promise<FollowedDeadline[]> {
    return tx.query<FollowedDeadline>(
      `select d.id, jsonb_build_object('id', p.id, 'acronym', p.acronym) as proposal, d.kind,
         s.number as "sectionNumber", jsonb_build_object('at', app.instant_text(d.at), 'zone', d.zone, 'label', null) as moment,
         case when d.cancelled_at is not null then 'cancelled' when d.done_at is not null then 'done'
              when d.at < clock_timestamp() then 'late' else 'planned' end as standing,
         count(o.id) filter (where o.state in ('planned', 'due', 'sending'))::int as planned,
         count(o.id) filter (where o.state = 'sent')::int as sent,
         count(o.id) filter (where o.state = 'failed')::int as failed
       from deadline d join proposal p on p.id = d.proposal_id left join review_round q on q.id = d.round_id
         left join section s on s.id = coalesce(d.section_id, q.section_id)
         left join reminder_occurrence o on o.about_kind = 'deadline' and o.about_id = d.id
       where ($1::uuid is null or d.proposal_id = $1) and d.cancelled_at is null
       group by d.id, p.id, s.number order by d.at, p.acronym limit 500`,
      [proposalId],
    );
  }
}

const isInstant = (text: string | undefined): boolean =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text);
const isId = (text: string | undefined): boolean => text !== undefined && /^[0-9a-f-]{36}$/.test(text);
