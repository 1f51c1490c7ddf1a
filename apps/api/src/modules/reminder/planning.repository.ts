import { Injectable } from '@nestjs/common';
import type { Instant, ReminderState } from '@concordat/domain';
import { question, type Transaction } from '../../platform/database/index.js';
import type { Concern, Recipient } from './audience.js';

export interface OpenDeadline extends Concern {
  readonly id: string;
  readonly proposalId: string;
  readonly revision: number;
  readonly at: Date;
  readonly zone: string;
}

/** Somebody who may be reminded, in one of the proposals in which they take part. */
export interface Participant extends Recipient {
  readonly proposalId: string;
}

/** What tells one reminder about a deadline from another. */
export interface Meaning {
  readonly aboutId: string;
  readonly aboutRevision: number;
  readonly recipientEmail: string;
  readonly offset: string;
}

export interface WantedReminder extends Meaning {
  readonly proposalId: string;
  readonly recipientId: string;
  readonly dueAt: Instant;
}

export interface KnownReminder extends Meaning {
  readonly id: string;
  readonly state: ReminderState;
}

/** A row of the ledger to be written. */
export interface NewOccurrence {
  readonly id: string;
  readonly messageId: string;
  readonly proposalId: string | null;
  readonly aboutId: string;
  readonly aboutRevision: number;
  readonly recipientId: string | null;
  readonly recipientEmail: string;
  readonly offset: string;
  /** Null for now, by the database's clock. */
  readonly dueAt: Instant | null;
}

export const reminderKind = 'deadline_approaching';
/** In these a reminder may still be called off. */
export const waits: readonly ReminderState[] = ['planned', 'failed'];

const participants = question(
  `select m.proposal_id as "proposalId", p.id as "personId", p.email, m.member_id as "memberId", m.roles
     from membership m join person p on p.id = m.person_id
    where m.proposal_id = any($1::uuid[]) and m.ended_at is null and p.disabled_at is null
      and ($2::uuid is null or p.id = $2)`,
);

const openDeadlines = question(
  `select d.id, d.proposal_id as "proposalId", d.kind, d.revision, d.at, d.zone,
          d.owner_person_id as "ownerPersonId", array_remove(array[s.lead_person_id], null) as "writerIds",
          array(select q.member_id from review_request q where q.round_id = d.round_id and not exists (
            select from verdict v where v.round_id = q.round_id and v.member_id = q.member_id
              and v.superseded_at is null)) as "awaitedMemberIds"
     from deadline d left join section s on s.id = d.section_id
    where d.proposal_id = any($1::uuid[]) and d.done_at is null and d.cancelled_at is null`,
);

const knownReminders = question(
  `select id, state, about_id as "aboutId", about_revision as "aboutRevision",
          recipient_email as "recipientEmail", offset_text as offset
     from reminder_occurrence
    where proposal_id = any($1::uuid[]) and about_kind = 'deadline' and kind = $2
      and ($6::uuid is null or recipient_id = $6)
      and (state = any($3::text[]) or (about_id, about_revision) in (select * from unnest($4::uuid[], $5::int[])))`,
);

/** As columns and not as JSON: a thousand rows are written in half the time. */
const newRows = `select w.id, w.proposal_id, $1, w.about_id, w.about_revision, $2, w.offset_text, w.recipient_id,
    w.recipient_email, coalesce(w.due_at, clock_timestamp()), w.message_id
  from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::int[], $7::text[], $8::uuid[], $9::text[], $10::timestamptz[],
    $11::text[]) as w(id, proposal_id, about_id, about_revision, offset_text, recipient_id, recipient_email, due_at,
    message_id)`;

const insertRows = `insert into reminder_occurrence (id, proposal_id, about_kind, about_id, about_revision, kind,
    offset_text, recipient_id, recipient_email, due_at, message_id) ${newRows}
  on conflict (about_id, about_revision, recipient_email, kind, offset_text)`;

const insertReminders = question(
  `${insertRows} do update set state = 'planned', reason = null, version = reminder_occurrence.version + 1
     where reminder_occurrence.state = 'cancelled'`,
);
const insertNotices = question(`${insertRows} do nothing`);

/** The statements of planning, for any number of proposals at once. Runs as the web, or as the worker. */
@Injectable()
export class PlanningRepository {
  /** The people of the proposals who can be written to; with `only` that one of them. */
  participants(tx: Transaction, proposalIds: readonly string[], only: string | null): Promise<Participant[]> {
    return tx.ask<Participant>(participants, [proposalIds, only]);
  }

  openDeadlines(tx: Transaction, proposalIds: readonly string[]): Promise<OpenDeadline[]> {
    return tx.ask<OpenDeadline>(openDeadlines, [proposalIds]);
  }

  /** Offsets by proposal and kind of deadline, where a proposal has its own; keys are `<proposal> <kind>`. */
  async plans(
    tx: Transaction,
    proposalIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await tx.query<{ proposalId: string; kind: string; offsets: string[] }>(
      `select proposal_id as "proposalId", deadline_kind as kind, offsets from reminder_plan
        where proposal_id = any($1::uuid[])`,
      [proposalIds],
    );
    return new Map(rows.map(({ proposalId, kind, offsets }) => [`${proposalId} ${kind}`, offsets]));
  }

  /** The reminders about deadlines as they are open now, and all that still wait for anything. */
  known(
    tx: Transaction,
    proposalIds: readonly string[],
    deadlines: readonly OpenDeadline[],
    only: string | null,
  ): Promise<KnownReminder[]> {
    const [ids, revisions] = [deadlines.map(({ id }) => id), deadlines.map(({ revision }) => revision)];
    return tx.ask<KnownReminder>(knownReminders, [proposalIds, reminderKind, waits, ids, revisions, only]);
  }

  /** Plans reminders; one that was cancelled and has its reason again is planned again. */
  async insertReminders(tx: Transaction, rows: readonly NewOccurrence[]): Promise<void> {
    await tx.ask(insertReminders, ['deadline', reminderKind, ...columnsOf(rows)]);
  }

  /** Adds notices; those that are there already stay as they are. */
  async insertNotices(
    tx: Transaction,
    { aboutKind, kind }: { readonly aboutKind: string; readonly kind: string },
    rows: readonly NewOccurrence[],
  ): Promise<void> {
    await tx.ask(insertNotices, [aboutKind, kind, ...columnsOf(rows)]);
  }

  /** What nobody wants any more; what is due already and still has a reason goes out. */
  async cancelIdle(tx: Transaction, ids: readonly string[]): Promise<void> {
    await tx.execute(
      `update reminder_occurrence o set state = 'cancelled', version = o.version + 1,
         reason = case when d.id is null then 'deadline_gone' when d.done_at is not null then 'deadline_done'
                       when d.cancelled_at is not null then 'deadline_gone'
                       when d.revision <> o.about_revision then 'deadline_moved' else 'recipient_left' end
       from unnest($1::uuid[]) as idle(id)
       join reminder_occurrence mine on mine.id = idle.id left join deadline d on d.id = mine.about_id
       where mine.id = o.id and o.state = any($2)
         and (o.state = 'failed' or o.due_at > clock_timestamp() or d.revision is distinct from o.about_revision
           or d.done_at is not null or d.cancelled_at is not null)`,
      [ids, waits],
    );
  }
}

const columnsOf = (rows: readonly NewOccurrence[]): unknown[] => [
  rows.map(({ id }) => id),
  rows.map(({ proposalId }) => proposalId),
  rows.map(({ aboutId }) => aboutId),
  rows.map(({ aboutRevision }) => aboutRevision),
  rows.map(({ offset }) => offset),
  rows.map(({ recipientId }) => recipientId),
  rows.map(({ recipientEmail }) => recipientEmail),
  rows.map(({ dueAt }) => dueAt),
  rows.map(({ messageId }) => messageId),
];
