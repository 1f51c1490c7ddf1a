import { Injectable } from '@nestjs/common';
import type { MessageKind } from '@concordat/contracts';
import type { DeadlineKind, Instant, VerdictKind } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';
import type { ClaimedOccurrence } from './occurrence.repository.js';

/** A deadline as it stands when its reminder goes out. */
export interface DeadlineFacts {
  readonly kind: DeadlineKind;
  readonly title: string;
  readonly revision: number;
  readonly closed: boolean;
  readonly at: Instant;
  readonly zone: string;
  readonly sectionId: string | null;
  readonly number: string | null;
  readonly sectionTitle: string | null;
}

/** A section, a review of it, or a verdict on it; titles only where they come from the call's template. */
export interface SectionFacts {
  readonly sectionId: string;
  readonly number: string;
  readonly sectionTitle: string | null;
  readonly dueAt: Instant | null;
  readonly dueZone: string | null;
  readonly roundOpen: boolean;
  readonly awaited: boolean;
  readonly leadPersonId: string | null;
  readonly stateCode: string | null;
  readonly verdict: VerdictKind | null;
}

export interface InvitationFacts {
  readonly id: string;
  readonly nonce: string;
  readonly open: boolean;
  readonly version: number;
  readonly expiresAt: Instant;
}

const sectionTitle = `case when s.template_section_id is null then null else s.title end as "sectionTitle"`;

/** What mails are written from, read when they are written. Runs as the worker, who can read no text. */
@Injectable()
export class MailFactsRepository {
  async deadlines(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, DeadlineFacts>> {
    const rows = await tx.query<DeadlineFacts & { readonly id: string }>(
      `select d.id, d.kind, d.title, d.revision, d.done_at is not null or d.cancelled_at is not null as closed, d.at,
         d.zone, s.id as "sectionId", s.number, ${sectionTitle}
       from deadline d left join review_round r on r.id = d.round_id
         left join section s on s.id = coalesce(d.section_id, r.section_id) where d.id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, ...row }) => [id, row]));
  }

  async section(
    tx: Transaction,
    { aboutKind, aboutId, recipientId }: Pick<ClaimedOccurrence, 'aboutKind' | 'aboutId' | 'recipientId'>,
  ): Promise<SectionFacts | undefined> {
    const [row] = await tx.query<SectionFacts>(
      `select s.id as "sectionId", s.number, ${sectionTitle}, coalesce(r.due_at, s.due_at) as "dueAt",
         coalesce(r.due_zone, s.due_zone) as "dueZone", s.lead_person_id as "leadPersonId",
         coalesce(r.state in ('open', 'changes_requested'), false) as "roundOpen",
         exists (select from review_request q join membership m on m.member_id = q.member_id
            where q.round_id = r.id and m.person_id = $3 and m.ended_at is null and not exists (
              select from verdict given where given.round_id = q.round_id and given.member_id = q.member_id
                and given.superseded_at is null)) as awaited,
         c.state_code as "stateCode", v.kind as verdict
       from section s
         left join verdict v on $1 = 'verdict' and v.id = $2
         left join review_round r on r.section_id = s.id and r.id = case $1 when 'review_round' then $2 when 'verdict' then v.round_id end
         left join consortium_member c on c.id = v.member_id
       where s.id = case $1 when 'section' then $2
           when 'review_round' then (select section_id from review_round where id = $2)
           when 'verdict' then (select y.section_id from verdict x join review_round y on y.id = x.round_id where x.id = $2) end`,
      [aboutKind, aboutId, recipientId],
    );
    return row;
  }

  async invitation(tx: Transaction, id: string): Promise<InvitationFacts | undefined> {
    const [row] = await tx.query<InvitationFacts>(
      `select id, nonce, version, state = 'sent' and expires_at > clock_timestamp() as open, expires_at as "expiresAt"
       from invitation where id = $1`,
      [id],
    );
    return row;
  }

  /** A link to an account; it is open until it was used, replaced or too old. */
  async accountLink(tx: Transaction, id: string): Promise<Omit<InvitationFacts, 'version'> | undefined> {
    const [row] = await tx.query<Omit<InvitationFacts, 'version'>>(
      `select id, nonce, expires_at as "expiresAt",
         used_at is null and ended_at is null and expires_at > clock_timestamp() as open
       from account_link where id = $1`,
      [id],
    );
    return row;
  }

  async move(
    tx: Transaction,
    cutOffId: string,
    revision: number,
  ): Promise<{ readonly from: Instant; readonly to: Instant; readonly zone: string } | undefined> {
    const [row] = await tx.query<{ from: Date; to: Date; zone: string }>(
      `select m.from_at as "from", m.to_at as "to", c.zone from cut_off_move m join cut_off c on c.id = m.cut_off_id
       where m.cut_off_id = $1 and m.revision = $2`,
      [cutOffId, revision],
    );
    return row;
  }

  async submission(
    tx: Transaction,
    id: string,
  ): Promise<{ readonly number: number; readonly at: Instant; readonly zone: string } | undefined> {
    const [row] = await tx.query<{ number: number; at: Date; zone: string }>(
      `select s.number, s.decided_at as at, c.zone from submission s join proposal p on p.id = s.proposal_id
         join cut_off c on c.id = p.cut_off_id where s.id = $1`,
      [id],
    );
    return row;
  }

  /** When the row was written: the moment of what happened. */
  async happenedAt(tx: Transaction, occurrenceId: string): Promise<Instant> {
    const [row] = await tx.query<{ at: Date }>(
      'select created_at as at from reminder_occurrence where id = $1',
      [occurrenceId],
    );
    if (!row) throw new Error('The occurrence has gone');
    return row.at;
  }
}

/** Kinds that reach people who take no part in the proposal (any more). */
export const reachesOutsiders: readonly MessageKind[] = [
  'invitation',
  'membership_ended',
  'password_link',
  'address_link',
  'address_change_asked',
  'address_changed',
  'password_changed',
  'second_factor_added',
  'second_factor_removed',
  'second_factor_reset',
  'recovery_code_used',
  'passkey_copied',
];
