import { Injectable } from '@nestjs/common';
import type { MemberRole, RoundState, SectionState, VerdictKind } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';

/** A standing verdict in the latest round of a section. */
export interface VerdictRow {
  readonly memberId: string;
  readonly kind: VerdictKind;
  /** The text is not the one the verdict was given on. */
  readonly textChanged: boolean;
  readonly givenAt: string;
}

/** The latest round of a section that was not taken back. */
export interface RoundRow {
  readonly id: string;
  readonly state: RoundState;
  readonly dueAt: string;
  readonly dueZone: string;
  readonly askedAt: string;
  readonly askedMemberIds: readonly string[];
  readonly verdicts: readonly VerdictRow[];
}

/** Everything that the readiness of a section is derived from. */
export interface SectionStandingRow {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly isGroup: boolean;
  readonly mandatory: boolean;
  readonly state: SectionState;
  readonly leadPersonId: string | null;
  readonly leadMemberId: string | null;
  readonly dueAt: Date | null;
  readonly dueZone: string | null;
  readonly round: RoundRow | null;
}

/** A line of the outline as the overview shows it. */
export interface SectionReadinessRow extends SectionStandingRow {
  readonly proposalId: string;
  readonly words: number;
  readonly wordLimit: number | null;
  readonly limitVerified: boolean;
  readonly leadName: string | null;
  readonly contributorPersonIds: readonly string[];
  readonly openComments: number;
}

/** A state that is in the consortium now. */
export interface StandingMemberRow {
  readonly id: string;
  readonly proposalId: string;
  readonly stateCode: string;
  readonly role: MemberRole;
  readonly authorColour: number;
}

/** The latest rounds of the sections of some proposals with what was asked and answered: `latest`, `asked`, `given`. */
export const latestRounds = (ofProposals: string): string => `
  latest as (
    select distinct on (r.section_id) r.id, r.section_id, r.state, r.due_at, r.due_zone,
           coalesce(r.asked_again_at, r.requested_at) as asked_at
      from review_round r
     where r.proposal_id ${ofProposals} and r.state <> 'cancelled'
     order by r.section_id, r.number desc),
  asked as (
    select q.round_id, jsonb_agg(q.member_id order by q.asked_at, q.member_id) as members
      from review_request q where q.round_id in (select id from latest) group by q.round_id),
  given as (
    select v.round_id, jsonb_agg(jsonb_build_object(
             'memberId', v.member_id, 'kind', v.kind, 'givenAt', v.given_at,
             'textChanged', coalesce(v.text_sha256 <> s.text_sha256, v.text_seq < s.log_seq))) as verdicts
      from verdict v join latest l on l.id = v.round_id join section s on s.id = l.section_id
     where v.superseded_at is null group by v.round_id)`;

/** A section's round as one value, from {@link latestRounds} joined as `l`, `asked` and `given`. */
export const roundValue = `case when l.id is not null then jsonb_build_object(
  'id', l.id, 'state', l.state, 'dueAt', l.due_at, 'dueZone', l.due_zone, 'askedAt', l.asked_at,
  'askedMemberIds', coalesce(asked.members, '[]'), 'verdicts', coalesce(given.verdicts, '[]')) end`;

/**
 * The facts of readiness of proposals: two statements whatever the number of proposals, sections and states. Row
 * security confines both to the reader's own proposals.
 */
@Injectable()
export class ReadinessRepository {
  /** Outlines in order; of the latest round only verdicts that stand. */
  sections(tx: Transaction, proposalIds: readonly string[]): Promise<SectionReadinessRow[]> {
    return tx.query<SectionReadinessRow>(
      `with ${latestRounds('= any($1::uuid[])')},
       talk as (
         select t.section_id, count(*)::int as open from comment_thread t
          where t.proposal_id = any($1::uuid[]) and t.resolved_at is null
            and t.internal_member_id is null group by t.section_id),
       hands as (
         select k.section_id, array_agg(k.person_id) as people from section_contributor k
          where k.proposal_id = any($1::uuid[]) group by k.section_id)
       select s.id, s.proposal_id as "proposalId", s.number, s.title, s.is_group as "isGroup", s.mandatory, s.state,
              s.words, s.word_limit as "wordLimit", s.limit_verified as "limitVerified",
              s.lead_person_id as "leadPersonId", lead.display_name as "leadName",
              s.lead_member_id as "leadMemberId", s.due_at as "dueAt", s.due_zone as "dueZone",
              coalesce(hands.people, '{}') as "contributorPersonIds", coalesce(talk.open, 0) as "openComments",
              ${roundValue} as round
         from section s
         left join person lead on lead.id = s.lead_person_id
         left join latest l on l.section_id = s.id
         left join asked on asked.round_id = l.id
         left join given on given.round_id = l.id
         left join talk on talk.section_id = s.id
         left join hands on hands.section_id = s.id
        where s.proposal_id = any($1::uuid[])
        order by s.proposal_id, s.position`,
      [proposalIds],
    );
  }

  /** The states that take part now, the coordinating one first, then by code. */
  members(tx: Transaction, proposalIds: readonly string[]): Promise<StandingMemberRow[]> {
    return tx.query<StandingMemberRow>(
      `select id, proposal_id as "proposalId", state_code as "stateCode", role, author_colour as "authorColour"
         from consortium_member
        where proposal_id = any($1::uuid[]) and left_at is null
        order by role = 'coordinator' desc, state_code`,
      [proposalIds],
    );
  }
}
