import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { defaultReminderOffsets, type Instant, reminderMoments } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';
import { audienceOf, type Recipient } from './audience.js';
import {
  type OpenDeadline,
  type Participant,
  PlanningRepository,
  type Wanted,
  type WantedMoment,
  type WantedReader,
} from './planning.repository.js';

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

/** The planning half of the ledger: which messages there are to be, each one row, unique by its meaning. */
@Injectable()
export class ReminderLedger {
  constructor(private readonly rows: PlanningRepository) {}

  /**
   * Brings the reminders of a proposal in step with its open deadlines and its people: plans what is missing, cancels
   * what has lost its reason. Calling it twice changes nothing. What is right already is read and not written: whoever
   * joins or leaves comes by here, and the rows of everybody else stay as they are. With `only` nobody else's are read.
   */
  async reconcile(tx: Transaction, proposalId: string, only: string | null = null): Promise<void> {
    await this.reconcileAll(tx, [proposalId], only);
  }

  /** As {@link reconcile}, for several proposals by as many statements as for one. Gives who takes part in them. */
  async reconcileAll(
    tx: Transaction,
    proposalIds: readonly string[],
    only: string | null = null,
  ): Promise<readonly Participant[]> {
    if (proposalIds.length === 0) return [];
    const deadlines = await this.rows.openDeadlines(tx, proposalIds);
    const participants = await this.rows.participants(tx, proposalIds, only);
    const plans = await this.rows.plans(tx, proposalIds);
    const wanted = wantedBy(deadlines, participants, plans, await tx.clock());
    await this.rows.bringInStep(tx, proposalIds, wanted, only);
    return participants;
  }

  /** Puts one notice for each recipient into the ledger, due now. A repeated call adds nothing. */
  async notify(tx: Transaction, notice: Notice, recipients: readonly NoticeRecipient[]): Promise<void> {
    const { proposalId } = notice;
    await this.tell(
      tx,
      notice,
      recipients.map((recipient) => ({ ...recipient, proposalId })),
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

  /** Tells people who take part in proposals; somebody who takes part in several is told once. */
  notifyParticipants(
    tx: Transaction,
    notice: Omit<Notice, 'proposalId'>,
    participants: readonly Participant[],
  ): Promise<void> {
    return this.tell(tx, notice, participants);
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

  /** The people of a proposal who can be written to. */
  people(tx: Transaction, proposalId: string): Promise<Recipient[]> {
    return this.rows.participants(tx, [proposalId], null);
  }

  private async tell(
    tx: Transaction,
    { aboutKind, aboutId, aboutRevision, kind }: Omit<Notice, 'proposalId'>,
    recipients: readonly (NoticeRecipient & { readonly proposalId: string | null })[],
  ): Promise<void> {
    const rows = recipients.map(({ proposalId, personId, email }) =>
      asNew({
        proposalId,
        aboutId,
        aboutRevision,
        offset: '0',
        recipientId: personId,
        recipientEmail: email,
        dueAt: null,
      }),
    );
    if (rows.length > 0) await this.rows.insertNotices(tx, { aboutKind, kind }, rows);
  }
}

/** What open deadlines ask for, by the people and the offsets of their proposals. */
function wantedBy(
  deadlines: readonly OpenDeadline[],
  participants: readonly Participant[],
  plans: ReadonlyMap<string, readonly string[]>,
  now: Instant,
): Wanted {
  const peopleOf = new Map<string, Participant[]>();
  for (const participant of participants) {
    const people = peopleOf.get(participant.proposalId);
    if (people) people.push(participant);
    else peopleOf.set(participant.proposalId, [participant]);
  }
  const moments: WantedMoment[] = [];
  const readers: WantedReader[] = [];
  for (const { id: aboutId, proposalId, revision, at, zone, ...concern } of deadlines) {
    const planned = reminderMoments(
      { dueAt: at, zone },
      plans.get(`${proposalId} ${concern.kind}`) ?? defaultReminderOffsets,
      now,
    );
    if (!planned.ok) throw new Error(`Reminder plan of proposal ${proposalId} holds ${planned.reason}`);
    for (const { offset, dueAt } of planned.value.ahead)
      moments.push({ proposalId, aboutId, aboutRevision: revision, offset, dueAt });
    const audience = audienceOf(concern, peopleOf.get(proposalId) ?? []);
    // Whoever takes part twice is reminded once.
    for (const [recipientId, recipientEmail] of new Map(audience.map((each) => [each.personId, each.email])))
      readers.push({ aboutId, recipientId, recipientEmail });
  }
  return { moments, readers };
}

/** Its Message-ID is stable for its life: what goes out again after a crash is the same message to a mail program. */
function asNew<Row extends object>(row: Row): Row & { readonly id: string; readonly messageId: string } {
  const id = randomUUID();
  return { ...row, id, messageId: messageId(id) };
}

const messageId = (occurrenceId: string): string => `${occurrenceId}@concordat`;
