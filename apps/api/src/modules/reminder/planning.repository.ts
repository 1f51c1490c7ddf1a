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

/** A moment at which a revision of a deadline is announced to everybody who is to hear of it. */
export interface WantedMoment {
  readonly proposalId: string;
  readonly aboutId: string;
  readonly aboutRevision: number;
  readonly offset: string;
  readonly dueAt: Instant;
}

/** Somebody who is to hear of a deadline, at each of its moments. */
export interface WantedReader {
  readonly aboutId: string;
  readonly recipientId: string;
  readonly recipientEmail: string;
}

/** The reminders there are to be: each moment of a deadline for each of its readers. */
export interface Wanted {
  readonly moments: readonly WantedMoment[];
  readonly readers: readonly WantedReader[];
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

/** As columns and not as JSON: a thousand rows are written in half the time. */
const newRows = `select w.id, w.proposal_id, $1, w.about_id, w.about_revision, $2, w.offset_text, w.recipient_id,
    w.recipient_email, coalesce(w.due_at, clock_timestamp()), w.message_id
  from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::int[], $7::text[], $8::uuid[], $9::text[], $10::timestamptz[],
    $11::text[]) as w(id, proposal_id, about_id, about_revision, offset_text, recipient_id, recipient_email, due_at,
    message_id)`;

const insertNotices = question(
  `insert into reminder_occurrence (id, proposal_id, about_kind, about_id, about_revision, kind, offset_text,
     recipient_id, recipient_email, due_at, message_id) ${newRows}
   on conflict (about_id, about_revision, recipient_email, kind, offset_text) do nothing`,
);

const sameMeaning = `w.about_id = k.about_id and w.about_revision = k.about_revision
  and w.recipient_email = k.recipient_email and w.offset_text = k.offset_text`;

/**
 * Moments and readers travel apart and meet here: written out, every moment for every reader is twenty times as much to
 * send, to read and to give back. `not in` is always looked up in a hash, where `not exists` was a loop in a loop as soon
 * as the planner took the list for short. What is right already is read and not touched. What is due already and still has a
 * reason goes out, though nobody new would get it.
 */
const bringInStep = question(
  `with wanted as materialized (
     select m.*, r.recipient_id, r.recipient_email
       from unnest($4::uuid[], $5::uuid[], $6::int[], $7::text[], $8::timestamptz[])
              as m(proposal_id, about_id, about_revision, offset_text, due_at)
       join unnest($9::uuid[], $10::uuid[], $11::text[]) as r(about_id, recipient_id, recipient_email)
         on r.about_id = m.about_id),
   idle as (
     select k.id, case when d.id is null then 'deadline_gone' when d.done_at is not null then 'deadline_done'
                       when d.cancelled_at is not null then 'deadline_gone'
                       when d.revision <> k.about_revision then 'deadline_moved' else 'recipient_left' end as why
       from reminder_occurrence k left join deadline d on d.id = k.about_id
      where k.proposal_id = any($1::uuid[]) and k.about_kind = 'deadline' and k.kind = $2 and k.state = any($12::text[])
        and ($3::uuid is null or k.recipient_id = $3)
        and (k.about_id, k.about_revision, k.recipient_email, k.offset_text) not in (
          select w.about_id, w.about_revision, w.recipient_email, w.offset_text from wanted w)
        and (k.state = 'failed' or k.due_at > clock_timestamp() or d.revision is distinct from k.about_revision
          or d.done_at is not null or d.cancelled_at is not null)),
   called_off as (
     update reminder_occurrence o set state = 'cancelled', version = o.version + 1, reason = idle.why
       from idle where o.id = idle.id and o.state = any($12::text[]))
   insert into reminder_occurrence (id, proposal_id, about_kind, about_id, about_revision, kind, offset_text,
       recipient_id, recipient_email, due_at, message_id)
   select n.id, n.proposal_id, 'deadline', n.about_id, n.about_revision, $2, n.offset_text, n.recipient_id,
       n.recipient_email, n.due_at, n.id || '@concordat'
     from (select gen_random_uuid() as id, w.* from wanted w
            where not exists (select from reminder_occurrence k
              where ${sameMeaning} and k.kind = $2 and k.state <> 'cancelled')) as n
   on conflict (about_id, about_revision, recipient_email, kind, offset_text)
     do update set state = 'planned', reason = null, version = reminder_occurrence.version + 1
       where reminder_occurrence.state = 'cancelled'`,
);

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

  /**
   * Plans what is wanted and missing, calls off what waits and is not wanted; one that was cancelled and has its reason
   * again is planned again. With `only` nobody else's reminders are looked at: what is wanted must be that person's.
   */
  async bringInStep(
    tx: Transaction,
    proposalIds: readonly string[],
    { moments, readers }: Wanted,
    only: string | null,
  ): Promise<void> {
    await tx.ask(bringInStep, [
      proposalIds,
      reminderKind,
      only,
      moments.map(({ proposalId }) => proposalId),
      moments.map(({ aboutId }) => aboutId),
      moments.map(({ aboutRevision }) => aboutRevision),
      moments.map(({ offset }) => offset),
      moments.map(({ dueAt }) => dueAt),
      readers.map(({ aboutId }) => aboutId),
      readers.map(({ recipientId }) => recipientId),
      readers.map(({ recipientEmail }) => recipientEmail),
      waits,
    ]);
  }

  /** Adds notices; those that are there already stay as they are. */
  async insertNotices(
    tx: Transaction,
    { aboutKind, kind }: { readonly aboutKind: string; readonly kind: string },
    rows: readonly NewOccurrence[],
  ): Promise<void> {
    await tx.ask(insertNotices, [aboutKind, kind, ...columnsOf(rows)]);
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
