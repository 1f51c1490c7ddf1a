import { Injectable } from '@nestjs/common';
import type { Instant, ProposalState, ReminderState } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { reminderKind } from './planning.repository.js';

/** The right to send one occurrence: only the holder of the newest fence may write about it. */
export interface Claim {
  readonly id: string;
  readonly fence: number;
}

/** A claim with what says whether it may go out together with others. */
export interface ClaimedDue extends Claim {
  readonly recipientId: string | null;
  readonly proposalId: string | null;
  readonly dueAt: Instant;
  /** A planned reminder that has certainly not gone out yet. */
  readonly mayFold: boolean;
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
  readonly dueAt: Instant;
}

/** How long a claim holds; whoever does not finish within it has died or is too slow. */
export const leaseSeconds = 10;

const lease = `clock_timestamp() + interval '${leaseSeconds} s'`;

/** Reads and writes the sending half of the ledger. Runs as the worker. */
@Injectable()
export class OccurrenceRepository {
  /**
   * Takes what is due, what may be tried again, and what a dead worker left; nobody else takes the same. One takes at a
   * time, and where more is due than `limit`, all of whoever is among it: what one person gets can be told in one mail.
   */
  async claimDue(
    tx: Transaction,
    limit: number,
  ): Promise<{ readonly claims: ClaimedDue[]; readonly isAll: boolean }> {
    await tx.execute(`select pg_advisory_xact_lock(hashtextextended('reminder.claim', 0))`);
    const take = (set: string, from: string, rest: string, ...params: unknown[]) =>
      tx.query<ClaimedDue>(
        `update reminder_occurrence set ${set}, fence = fence + 1, lease_until = ${lease}, version = version + 1
          where id in (select id from reminder_occurrence where ${from} ${rest} for update skip locked)
          returning id, fence, recipient_id as "recipientId", proposal_id as "proposalId", due_at as "dueAt",
            kind = '${reminderKind}' and state = 'due' as "mayFold"`,
        params,
      );
    const first = 'order by due_at limit $1';
    const isDue = `state = 'planned' and due_at <= clock_timestamp()`;
    const isAgain = `state = 'failed' and next_attempt_at <= clock_timestamp()`;
    const due = await take(`state = 'due'`, isDue, first, limit);
    const again = await take(`state = 'due', next_attempt_at = null`, isAgain, first, limit);
    // Handed over and never recorded as sent: it may have arrived, so it goes out under the same Message-ID.
    const left = await take(
      `redeliveries = redeliveries + case when state = 'sending' then 1 else 0 end`,
      `state in ('due', 'sending') and lease_until <= clock_timestamp()`,
      first,
      limit,
    );
    const claims = [...due, ...again, ...left];
    const isAll = [due, again, left].every((taken) => taken.length < limit);
    if (isAll) return { claims, isAll };
    const folding = claims.filter(({ mayFold }) => mayFold);
    const others = await take(
      `state = 'due', next_attempt_at = null`,
      `(${isDue} or ${isAgain} or state = 'due' and lease_until <= clock_timestamp())`,
      `and kind = '${reminderKind}' and (recipient_id, proposal_id) in (select * from unnest($1::uuid[], $2::uuid[]))`,
      folding.map(({ recipientId }) => recipientId),
      folding.map(({ proposalId }) => proposalId),
    );
    return { claims: [...claims, ...others], isAll };
  }

  /**
   * The claimed rows of one mail, locked, and with them what had been folded into one of them before; the one that
   * carries the others first, else the earliest. Left out is what somebody else took over, and what is done with.
   */
  async lock(tx: Transaction, claims: readonly Claim[]): Promise<ClaimedOccurrence[]> {
    return tx.query<ClaimedOccurrence>(
      `with claim as (
         select c.id, c.fence from unnest($1::uuid[], $2::int[]) as given(id, fence)
           join reminder_occurrence c on c.id = given.id and c.fence = given.fence and c.folded_into is null),
       held as (
         select id, fence from claim
         union select f.id, f.fence from claim join reminder_occurrence f on f.folded_into = claim.id)
       select o.id, o.fence, o.state, o.kind, o.about_kind as "aboutKind", o.about_id as "aboutId",
         o.about_revision as "aboutRevision", o.proposal_id as "proposalId", o.recipient_id as "recipientId",
         o.recipient_email as "recipientEmail", o.message_id as "messageId", o.attempts, o.due_at as "dueAt",
         p.acronym, p.origin, p.state as "proposalState", c.at as "cutOffAt", r.zone as "readerZone",
         r.disabled_at is not null as "recipientDisabled",
         exists (select from membership m where m.proposal_id = o.proposal_id and m.person_id = o.recipient_id
           and m.ended_at is null) as "takesPart"
       from held join reminder_occurrence o on o.id = held.id left join proposal p on p.id = o.proposal_id
         left join cut_off c on c.id = p.cut_off_id left join person r on r.id = o.recipient_id
       where o.fence = held.fence and o.state in ('due', 'sending')
       order by o.folded_into nulls first, o.due_at, o.id for update of o`,
      [claims.map(({ id }) => id), claims.map(({ fence }) => fence)],
    );
  }

  /**
   * From here on it may reach its reader: what it says and its Message-ID are kept before it is handed over. What is
   * `folded` into it has no lease of its own: it waits for what becomes of the mail.
   */
  async markSending(
    tx: Transaction,
    { id, fence }: Claim,
    body: { readonly subject: string; readonly text: string; readonly html: string },
    folded: readonly Claim[],
  ): Promise<void> {
    await this.changed(
      tx,
      `update reminder_occurrence set state = 'sending', attempts = attempts + 1, lease_until = ${lease},
         subject = $3, body_text = $4, body_html = $5, version = version + 1
       where id = $1 and fence = $2 and state in ('due', 'sending') returning id`,
      [id, fence, body.subject, body.text, body.html],
    );
    if (folded.length > 0)
      await tx.execute(
        `update reminder_occurrence set state = 'sending', attempts = attempts + 1, lease_until = null,
           folded_into = $1, version = version + 1 where id = any($2::uuid[])`,
        [id, folded.map((each) => each.id)],
      );
  }

  /** False when the lease was lost meanwhile; then the new holder records it. */
  async markSent(tx: Transaction, { id, fence }: Claim): Promise<boolean> {
    const sent = `state = 'sent', lease_until = null, reason = null, last_error = null, version = o.version + 1`;
    const rows = await tx.query(
      `with mail as (
         update reminder_occurrence o set ${sent}, sent_at = clock_timestamp()
          where id = $1 and fence = $2 and state = 'sending' returning id, sent_at),
       folded as (
         update reminder_occurrence o set ${sent}, sent_at = mail.sent_at from mail
          where o.folded_into = mail.id and o.state = 'sending')
       select id from mail`,
      [id, fence],
    );
    return rows.length === 1;
  }

  /** What was folded into it did not go out either: each waits for itself, and the next sweep folds anew. */
  async markFailed(tx: Transaction, { id, fence }: Claim, error: string, again: Date | null): Promise<void> {
    const failed = `state = 'failed', last_error = $3, next_attempt_at = $4, lease_until = null,
      version = o.version + 1`;
    await tx.query(
      `with mail as (
         update reminder_occurrence o set ${failed} where id = $1 and fence = $2 and state = 'sending' returning id)
       update reminder_occurrence o set ${failed}, folded_into = null from mail
        where o.folded_into = mail.id and o.state = 'sending'`,
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

  /**
   * Writing it failed: tried again with the same growing pauses, then a person has to look. What was folded into it is told
   * again rather than not at all.
   */
  async markUnwritable(tx: Transaction, { id, fence }: Claim, error: string): Promise<void> {
    const failed = `state = 'failed', last_error = $3, lease_until = null, folded_into = null, version = o.version + 1,
      next_attempt_at = case when o.attempts < 5 then clock_timestamp() + interval '1 min' * power(2, o.attempts) end`;
    await tx.query(
      `with mail as (
         update reminder_occurrence o set ${failed}, attempts = o.attempts + 1
          where id = $1 and fence = $2 and state in ('due', 'sending') returning id)
       update reminder_occurrence o set ${failed} from mail where o.folded_into = mail.id and o.state = 'sending'`,
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
