import { Injectable } from '@nestjs/common';
import type { Instant, ProposalState, ReminderState } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';

/** The right to send one occurrence: only the holder of the newest fence may write about it. */
export interface Claim {
  readonly id: string;
  readonly fence: number;
}

/** An occurrence at the moment of sending, with what decides whether it still has a reason. */
export interface ClaimedOccurrence extends Claim {
  readonly state: ReminderState;
  readonly kind: string;
  readonly aboutKind: string;
  readonly aboutId: string;
  readonly aboutRevision: number;
  readonly proposalId: string | null;
  readonly recipientId: string | null;
  readonly recipientEmail: string;
  readonly messageId: string;
  readonly attempts: number;
  readonly acronym: string | null;
  readonly origin: string | null;
  readonly proposalState: ProposalState | null;
  readonly cutOffAt: Instant | null;
  readonly readerZone: string | null;
  readonly recipientDisabled: boolean;
  readonly takesPart: boolean;
}

/** How long a claim holds; whoever does not finish within it has died or is too slow. */
export const leaseSeconds = 10;

const lease = `clock_timestamp() + interval '${leaseSeconds} s'`;

/** Reads and writes the sending half of the ledger. Runs as the worker. */
@Injectable()
export class OccurrenceRepository {
  /** Takes what is due, what may be tried again, and what a dead worker left; nobody else takes the same. */
  async claimDue(tx: Transaction, limit: number): Promise<Claim[]> {
    const take = (set: string, from: string, by: string) =>
      tx.query<Claim>(
        `update reminder_occurrence set ${set}, fence = fence + 1, lease_until = ${lease}, version = version + 1
          where id in (select id from reminder_occurrence where ${from} order by ${by} limit $1
                       for update skip locked) returning id, fence`,
        [limit],
      );
    const due = await take(`state = 'due'`, `state = 'planned' and due_at <= clock_timestamp()`, 'due_at');
    const again = await take(
      `state = 'due', next_attempt_at = null`,
      `state = 'failed' and next_attempt_at <= clock_timestamp()`,
      'next_attempt_at',
    );
    // Handed over and never recorded as sent: it may have arrived, so it goes out under the same Message-ID.
    const left = await take(
      `redeliveries = redeliveries + case when state = 'sending' then 1 else 0 end`,
      `state in ('due', 'sending') and lease_until <= clock_timestamp()`,
      'lease_until',
    );
    return [...due, ...again, ...left];
  }

  /** The claimed row, locked; nothing when somebody else took it over or it is done with. */
  async lock(tx: Transaction, { id, fence }: Claim): Promise<ClaimedOccurrence | undefined> {
    const [row] = await tx.query<ClaimedOccurrence>(
      `select o.id, o.fence, o.state, o.kind, o.about_kind as "aboutKind", o.about_id as "aboutId",
         o.about_revision as "aboutRevision", o.proposal_id as "proposalId", o.recipient_id as "recipientId",
         o.recipient_email as "recipientEmail", o.message_id as "messageId", o.attempts,
         p.acronym, p.origin, p.state as "proposalState", c.at as "cutOffAt", r.zone as "readerZone",
         r.disabled_at is not null as "recipientDisabled",
         exists (select from membership m where m.proposal_id = o.proposal_id and m.person_id = o.recipient_id
           and m.ended_at is null) as "takesPart"
       from reminder_occurrence o left join proposal p on p.id = o.proposal_id
         left join cut_off c on c.id = p.cut_off_id left join person r on r.id = o.recipient_id
       where o.id = $1 and o.fence = $2 and o.state in ('due', 'sending') for update of o`,
      [id, fence],
    );
    return row;
  }

  /** From here on it may reach its reader: what it says and its Message-ID are kept before it is handed over. */
  async markSending(
    tx: Transaction,
    { id, fence }: Claim,
    body: { readonly subject: string; readonly text: string; readonly html: string },
  ): Promise<void> {
    await this.changed(
      tx,
      `update reminder_occurrence set state = 'sending', attempts = attempts + 1, lease_until = ${lease},
         subject = $3, body_text = $4, body_html = $5, version = version + 1
       where id = $1 and fence = $2 and state in ('due', 'sending') returning id`,
      [id, fence, body.subject, body.text, body.html],
    );
  }

  /** False when the lease was lost meanwhile; then the new holder records it. */
  async markSent(tx: Transaction, { id, fence }: Claim): Promise<boolean> {
    const rows = await tx.query(
      `update reminder_occurrence set state = 'sent', sent_at = clock_timestamp(), lease_until = null,
         reason = null, last_error = null, version = version + 1
       where id = $1 and fence = $2 and state = 'sending' returning id`,
      [id, fence],
    );
    return rows.length === 1;
  }

  async markFailed(tx: Transaction, { id, fence }: Claim, error: string, again: Date | null): Promise<void> {
    await tx.execute(
      `update reminder_occurrence set state = 'failed', last_error = $3, next_attempt_at = $4, lease_until = null,
         version = version + 1 where id = $1 and fence = $2 and state = 'sending'`,
      [id, fence, error, again],
    );
  }

  async markCancelled(tx: Transaction, { id, fence }: Claim, why: string): Promise<void> {
    await tx.execute(
      `update reminder_occurrence set state = 'cancelled', reason = $3, lease_until = null, version = version + 1
       where id = $1 and fence = $2`,
      [id, fence, why],
    );
  }

  /** Writing it failed: tried again with the same growing pauses, then a person has to look. */
  async markUnwritable(tx: Transaction, { id, fence }: Claim, error: string): Promise<void> {
    await tx.execute(
      `update reminder_occurrence set state = 'failed', last_error = $3, lease_until = null, attempts = attempts + 1,
         next_attempt_at = case when attempts < 5 then clock_timestamp() + interval '1 min' * power(2, attempts) end,
         version = version + 1 where id = $1 and fence = $2 and state in ('due', 'sending')`,
      [id, fence, error],
    );
  }

  /** Milliseconds until something has to be looked at, by the database's clock; null when nothing waits. */
  async untilNext(tx: Transaction): Promise<number | null> {
    const [row] = await tx.query<{ ms: number | null }>(
      `select extract(epoch from least(
           (select min(due_at) from reminder_occurrence where state = 'planned'),
           (select min(next_attempt_at) from reminder_occurrence where next_attempt_at is not null),
           (select min(lease_until) from reminder_occurrence where lease_until is not null)
         ) - clock_timestamp())::float8 * 1000 as ms`,
    );
    return row?.ms ?? null;
  }

  async noteSweep(tx: Transaction): Promise<void> {
    await tx.execute(
      `insert into installation_fact (key, value) values ('reminder.last_sweep', to_jsonb(app.instant_text(clock_timestamp())))
       on conflict (key) do update set value = excluded.value, updated_at = clock_timestamp()`,
    );
  }

  async deliverToMailbox(
    tx: Transaction,
    { id, proposalId, recipientId, recipientEmail, messageId }: ClaimedOccurrence,
    body: { readonly subject: string; readonly text: string; readonly html: string },
  ): Promise<void> {
    await tx.execute(
      `insert into mailbox_message (id, occurrence_id, proposal_id, to_email, subject, body_text, body_html, message_id, recipient_id)
       values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8) on conflict (message_id, to_email) do nothing`,
      [id, proposalId, recipientEmail, body.subject, body.text, body.html, messageId, recipientId],
    );
  }

  private async changed(tx: Transaction, sql: string, params: readonly unknown[]): Promise<void> {
    if ((await tx.query(sql, params)).length !== 1) throw new Refusal('changed.meanwhile');
  }
}
