import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { defaultReminderOffsets, type Instant, planReminders, type ReminderState } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';
import { audienceOf, type Concern, type Recipient } from './audience.js';

/** A message that goes out at once, about something that happened. */
export interface Notice {
  readonly proposalId: string | null;
  readonly aboutKind: string;
  readonly aboutId: string;
  readonly aboutRevision: number;
  readonly kind: string;
}

export interface NoticeRecipient {
  readonly personId: string | null;
  readonly email: string;
}

interface OpenDeadline extends Concern {
  readonly id: string;
  readonly revision: number;
  readonly at: Date;
  readonly zone: string;
}

/** What tells one reminder of a proposal from another. */
interface Meaning {
  readonly aboutId: string;
  readonly aboutRevision: number;
  readonly recipientEmail: string;
  readonly offset: string;
}

interface Wanted extends Meaning {
  readonly recipientId: string;
  readonly dueAt: Instant;
}

interface Known extends Meaning {
  readonly id: string;
  readonly state: ReminderState;
}

const reminderKind = 'deadline_approaching';
/** In these a reminder may still be called off. */
const waits: readonly ReminderState[] = ['planned', 'failed'];

/** The planning half of the ledger: which messages there are to be, each one row, unique by its meaning. */
@Injectable()
export class ReminderLedger {
  /**
   * Brings the reminders of a proposal in step with its open deadlines and its people: plans what is missing, cancels
   * what has lost its reason. Calling it twice changes nothing. What is right already is read and not written: whoever
   * joins or leaves comes by here, and the rows of everybody else stay as they are. With `only` nobody else's are read.
   */
  async reconcile(tx: Transaction, proposalId: string, only: string | null = null): Promise<void> {
    const deadlines = await this.openDeadlines(tx, proposalId);
    const wanted = new Map(
      (await this.wanted(tx, proposalId, deadlines, only)).map((row) => [keyOf(row), row]),
    );
    const known = await this.known(tx, proposalId, deadlines, only);
    const standing = new Set(known.filter(({ state }) => state !== 'cancelled').map(keyOf));
    const missing = [...wanted].filter(([key]) => !standing.has(key)).map(([, row]) => row);
    if (missing.length > 0) await this.plan(tx, proposalId, missing);
    const idle = known.filter((row) => waits.includes(row.state) && !wanted.has(keyOf(row)));
    if (idle.length > 0) await this.cancelIdle(tx, idle);
  }

  /** Puts one notice for each recipient into the ledger, due now. A repeated call adds nothing. */
  async notify(tx: Transaction, notice: Notice, recipients: readonly NoticeRecipient[]): Promise<void> {
    const rows = recipients.map(({ personId, email }) => {
      const id = randomUUID();
      return { id, recipient_id: personId, recipient_email: email, message_id: messageId(id) };
    });
    await tx.execute(
      `insert into reminder_occurrence (id, proposal_id, about_kind, about_id, about_revision, kind, offset_text,
         recipient_id, recipient_email, due_at, message_id)
       select r.id, $1, $2, $3, $4, $5, '0', r.recipient_id, r.recipient_email, clock_timestamp(), r.message_id
       from jsonb_to_recordset($6::jsonb) as r(id uuid, recipient_id uuid, recipient_email text, message_id text)
       on conflict (about_id, about_revision, recipient_email, kind, offset_text) do nothing`,
      [
        notice.proposalId,
        notice.aboutKind,
        notice.aboutId,
        notice.aboutRevision,
        notice.kind,
        JSON.stringify(rows),
      ],
    );
  }

  /**
   * One message for what is gathered until it goes out: ten minutes after the first of it, and an hour after the last
   * one of the kind to the same person about the same thing. While one waits, nothing is added.
   */
  async gather(
    tx: Transaction,
    { proposalId, aboutKind, aboutId, aboutRevision, kind }: Notice,
    { personId, email }: { readonly personId: string; readonly email: string },
  ): Promise<void> {
    const id = randomUUID();
    await tx.execute(
      `insert into reminder_occurrence (id, proposal_id, about_kind, about_id, about_revision, kind, offset_text,
         recipient_id, recipient_email, due_at, message_id)
       select $1, $2, $3, $4, $5, $6, '0', $7, $8, greatest(clock_timestamp() + interval '10 min', (
           select max(o.sent_at) + interval '1 h' from reminder_occurrence o
            where o.about_id = $4 and o.kind = $6 and o.recipient_id = $7)), $9
        where not exists (select from reminder_occurrence o where o.about_id = $4 and o.kind = $6 and o.recipient_id = $7
          and (o.state = 'planned' or o.state = 'failed' and o.next_attempt_at is not null))
       on conflict (about_id, about_revision, recipient_email, kind, offset_text) do nothing`,
      [id, proposalId, aboutKind, aboutId, aboutRevision, kind, personId, email, messageId(id)],
    );
  }

  /** Keeps what this transaction made due from going out: it waits as failed, without another attempt. */
  async holdDue(tx: Transaction, why: string): Promise<void> {
    await tx.execute(
      `update reminder_occurrence set state = 'failed', last_error = $1, version = version + 1
        where xmin = pg_current_xact_id()::xid and state = 'planned' and due_at <= clock_timestamp()`,
      [why],
    );
  }

  /** Tells everybody who takes part in a proposal. */
  async notifyProposal(tx: Transaction, notice: Notice & { readonly proposalId: string }): Promise<void> {
    await this.notify(tx, notice, await this.people(tx, notice.proposalId));
  }

  /** How many reminders of these proposals wait for their moment. */
  async countPlanned(tx: Transaction, proposalIds: readonly string[]): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `select count(*)::int as count from reminder_occurrence
       where proposal_id = any($1::uuid[]) and about_kind = 'deadline' and state = 'planned'`,
      [proposalIds],
    );
    return row?.count ?? 0;
  }

  /** The people of a proposal who can be written to; with `only` that one of them. */
  people(tx: Transaction, proposalId: string, only: string | null = null): Promise<Recipient[]> {
    return tx.query<Recipient>(
      `select p.id as "personId", p.email, m.member_id as "memberId", m.roles
       from membership m join person p on p.id = m.person_id
       where m.proposal_id = $1 and m.ended_at is null and p.disabled_at is null and ($2::uuid is null or p.id = $2)`,
      [proposalId, only],
    );
  }

  private async wanted(
    tx: Transaction,
    proposalId: string,
    deadlines: readonly OpenDeadline[],
    only: string | null,
  ): Promise<Wanted[]> {
    const people = await this.people(tx, proposalId, only);
    const emails = new Map(people.map(({ personId, email }) => [personId, email]));
    const plans = await this.plans(tx, proposalId);
    const now = await tx.clock();
    return deadlines.flatMap((deadline) => {
      const planned = planReminders(
        {
          deadline: {
            deadlineId: deadline.id,
            revision: deadline.revision,
            dueAt: deadline.at,
            zone: deadline.zone,
          },
          kind: reminderKind,
          offsets: plans.get(deadline.kind) ?? defaultReminderOffsets,
          recipientIds: audienceOf(deadline, people).map(({ personId }) => personId),
        },
        now,
      );
      if (!planned.ok) throw new Error(`Reminder plan of proposal ${proposalId} holds ${planned.reason}`);
      return planned.value.occurrences.map((occurrence) => ({
        aboutId: deadline.id,
        aboutRevision: deadline.revision,
        recipientId: occurrence.recipientId,
        recipientEmail: emails.get(occurrence.recipientId) ?? '',
        offset: occurrence.offset,
        dueAt: occurrence.dueAt,
      }));
    });
  }

  /** The reminders about deadlines as they are open now, and all that still wait for anything. */
  private known(
    tx: Transaction,
    proposalId: string,
    deadlines: readonly OpenDeadline[],
    only: string | null,
  ): Promise<Known[]> {
    return tx.query<Known>(
      `select id, state, about_id as "aboutId", about_revision as "aboutRevision",
         recipient_email as "recipientEmail", offset_text as offset
       from reminder_occurrence
       where proposal_id = $1 and about_kind = 'deadline' and kind = $2 and ($6::uuid is null or recipient_id = $6)
         and (state = any($3)
           or (about_id, about_revision) in (select * from unnest($4::uuid[], $5::int[])))`,
      [
        proposalId,
        reminderKind,
        waits,
        deadlines.map(({ id }) => id),
        deadlines.map(({ revision }) => revision),
        only,
      ],
    );
  }

  private async plan(tx: Transaction, proposalId: string, missing: readonly Wanted[]): Promise<void> {
    const rows = missing.map((row) => {
      const id = randomUUID();
      return { ...row, id, messageId: messageId(id) };
    });
    await tx.execute(
      `insert into reminder_occurrence (id, proposal_id, about_kind, about_id, about_revision, kind, offset_text,
         recipient_id, recipient_email, due_at, message_id)
       select w.id, $1, 'deadline', w."aboutId", w."aboutRevision", $3, w."offset", w."recipientId",
         w."recipientEmail", w."dueAt", w."messageId"
       from jsonb_to_recordset($2::jsonb) as w(id uuid, "aboutId" uuid, "aboutRevision" int, "recipientId" uuid,
         "recipientEmail" text, "offset" text, "dueAt" timestamptz, "messageId" text)
       on conflict (about_id, about_revision, recipient_email, kind, offset_text)
       do update set state = 'planned', reason = null, version = reminder_occurrence.version + 1
         where reminder_occurrence.state = 'cancelled'`,
      [proposalId, JSON.stringify(rows), reminderKind],
    );
  }

  /** What nobody wants any more; what is due already and still has a reason goes out. */
  private async cancelIdle(tx: Transaction, idle: readonly Known[]): Promise<void> {
    await tx.execute(
      `update reminder_occurrence o set state = 'cancelled', version = o.version + 1,
         reason = case when d.id is null then 'deadline_gone' when d.done_at is not null then 'deadline_done'
                       when d.cancelled_at is not null then 'deadline_gone'
                       when d.revision <> o.about_revision then 'deadline_moved' else 'recipient_left' end
       from reminder_occurrence mine left join deadline d on d.id = mine.about_id
       where mine.id = o.id and o.id = any($1::uuid[]) and o.state = any($2)
         and (o.state = 'failed' or o.due_at > clock_timestamp() or d.revision is distinct from o.about_revision
           or d.done_at is not null or d.cancelled_at is not null)`,
      [idle.map(({ id }) => id), waits],
    );
  }

  private openDeadlines(tx: Transaction, proposalId: string): Promise<OpenDeadline[]> {
    return tx.query<OpenDeadline>(
      `select d.id, d.kind, d.revision, d.at, d.zone, d.owner_person_id as "ownerPersonId",
         array_remove(array[s.lead_person_id], null) as "writerIds",
         array(select q.member_id from review_request q where q.round_id = d.round_id and not exists (
           select from verdict v where v.round_id = q.round_id and v.member_id = q.member_id
             and v.superseded_at is null)) as "awaitedMemberIds"
       from deadline d left join section s on s.id = d.section_id
       where d.proposal_id = $1 and d.done_at is null and d.cancelled_at is null`,
      [proposalId],
    );
  }

  private async plans(tx: Transaction, proposalId: string): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await tx.query<{ kind: string; offsets: string[] }>(
      'select deadline_kind as kind, offsets from reminder_plan where proposal_id = $1',
      [proposalId],
    );
    return new Map(rows.map(({ kind, offsets }) => [kind, offsets]));
  }
}

/** Stable for the life of the occurrence: what goes out again after a crash is the same message to a mail program. */
const messageId = (occurrenceId: string): string => `${occurrenceId}@concordat`;

const keyOf = ({ aboutId, aboutRevision, recipientEmail, offset }: Meaning): string =>
  [aboutId, aboutRevision, offset, recipientEmail].join(' ');
