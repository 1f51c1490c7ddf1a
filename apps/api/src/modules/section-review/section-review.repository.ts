import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ReviewLine, RoundView } from '@concordat/contracts';
import type { RoundFacts, RoundPolicy, RoundState, VerdictGiven } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';

/** A round as rules and policy need it. */
export interface RoundRow extends RoundFacts {
  readonly id: string;
  readonly proposalId: string;
  readonly sectionId: string;
  readonly version: number;
}

/** A round as its reader sees it, less what depends on who reads. */
export type RoundDetail = Omit<RoundView, 'abilities' | 'myMemberIds'>;

const verdictView = `jsonb_build_object('id', v.id, 'memberId', v.member_id,
  'person', app.person_brief(v.person_id, v.proposal_id), 'kind', v.kind, 'reason', v.reason,
  'givenAt', app.instant_text(v.given_at), 'superseded', v.superseded_at is not null,
  'textChangedSince', coalesce(v.text_sha256 is distinct from s.text_sha256 and v.text_seq < s.log_seq, false))`;

const roundView = `r.id, r.section_id as "sectionId", r.number, r.policy, r.quorum, r.note, r.state, r.answer, r.version,
  jsonb_build_object('at', app.instant_text(r.due_at), 'zone', r.due_zone, 'label', null) as due,
  app.person_brief(r.requested_by, r.proposal_id) as "requestedBy", app.instant_text(r.requested_at) as "requestedAt",
  app.instant_text(r.asked_again_at) as "askedAgainAt", app.instant_text(r.closed_at) as "closedAt",
  app.person_brief(r.closed_by, r.proposal_id) as "closedBy", r.close_reason as "closeReason",
  (select jsonb_agg(jsonb_build_object('memberId', m.id, 'stateCode', m.state_code, 'verdict',
      (select ${verdictView} from verdict v where v.round_id = r.id and v.member_id = m.id and v.superseded_at is null))
      order by m.state_code)
    from review_request q join consortium_member m on m.id = q.member_id where q.round_id = r.id) as asked,
  coalesce((select jsonb_agg(${verdictView} order by v.given_at desc) from verdict v
    where v.round_id = r.id and v.superseded_at is not null), '[]') as earlier`;

/** The only place that reads and writes rounds and verdicts. */
@Injectable()
export class SectionReviewRepository {
  /** The rounds of a section, the newest first. */
  ofSection(tx: Transaction, sectionId: string): Promise<RoundDetail[]> {
    return tx.query<RoundDetail>(
      `select ${roundView} from review_round r join section s on s.id = r.section_id
       where r.section_id = $1 order by r.number desc`,
      [sectionId],
    );
  }

  /** The newest round of every section of a proposal, in the order of the outline. */
  async ofProposal(
    tx: Transaction,
    proposalId: string,
  ): Promise<(Omit<ReviewLine, 'round'> & { round: RoundDetail; leadPersonId: string | null })[]> {
    const rows = await tx.query<
      RoundDetail &
        Omit<ReviewLine, 'round' | 'sectionId'> & { leadPersonId: string | null; sectionNumber: string }
    >(
      `select ${roundView}, s.number as "sectionNumber", s.title, s.state as "sectionState", s.words,
         s.lead_person_id as "leadPersonId"
       from section s join lateral (select * from review_round x where x.section_id = s.id
         order by x.number desc limit 1) r on true
       where s.proposal_id = $1 order by s.position`,
      [proposalId],
    );
    return rows.map(({ sectionNumber, title, sectionState, words, leadPersonId, ...round }) => ({
      sectionId: round.sectionId,
      number: sectionNumber,
      title,
      sectionState,
      words,
      leadPersonId,
      round,
    }));
  }

  /** The section a round belongs to; the caller locks the section before the round. */
  async sectionOf(tx: Transaction, roundId: string): Promise<string> {
    const [row] = await tx.query<{ sectionId: string }>(
      'select section_id as "sectionId" from review_round where id = $1',
      [roundId],
    );
    if (!row) throw new Refusal('not_found');
    return row.sectionId;
  }

  async lock(tx: Transaction, roundId: string): Promise<RoundRow> {
    const [row] = await tx.query<
      Omit<RoundRow, 'verdicts'> & { verdicts: (VerdictGiven & { givenAt: string })[] }
    >(
      `select r.id, r.proposal_id as "proposalId", r.section_id as "sectionId", r.version, r.state, r.policy, r.quorum,
         c.at as "cutOffAt",
         array(select q.member_id from review_request q where q.round_id = r.id) as "askedMemberIds",
         coalesce((select jsonb_agg(jsonb_build_object('memberId', v.member_id, 'kind', v.kind, 'reason', v.reason,
           'givenAt', v.given_at)) from verdict v where v.round_id = r.id and v.superseded_at is null), '[]') as verdicts
       from review_round r join proposal p on p.id = r.proposal_id join cut_off c on c.id = p.cut_off_id
       where r.id = $1 for update of r`,
      [roundId],
    );
    if (!row) throw new Refusal('not_found');
    return { ...row, verdicts: row.verdicts.map((each) => ({ ...each, givenAt: new Date(each.givenAt) })) };
  }

  /** Members of the proposal among those wished for; states that left are missing. */
  async activeMembers(tx: Transaction, proposalId: string, memberIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      'select id from consortium_member where proposal_id = $1 and id = any($2::uuid[]) and left_at is null',
      [proposalId, memberIds],
    );
    return rows.map(({ id }) => id);
  }

  async insert(
    tx: Transaction,
    round: {
      proposalId: string;
      sectionId: string;
      policy: RoundPolicy;
      quorum: number | null;
      dueAt: Date;
      dueZone: string;
      note: string;
      requestedBy: string;
      memberIds: readonly string[];
    },
  ): Promise<string> {
    const id = randomUUID();
    await tx.execute(
      `insert into review_round (id, proposal_id, section_id, number, policy, quorum, due_at, due_zone, note, requested_by)
       select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7, $8, $9 from review_round where section_id = $3`,
      [
        id,
        round.proposalId,
        round.sectionId,
        round.policy,
        round.quorum,
        round.dueAt,
        round.dueZone,
        round.note,
        round.requestedBy,
      ],
    );
    await tx.execute(
      `insert into review_request (proposal_id, round_id, member_id)
       select $1, $2, unnest($3::uuid[])`,
      [round.proposalId, id, round.memberIds],
    );
    return id;
  }

  /** Writes a verdict with the position and hash of the text that was judged; the member's earlier one steps back. */
  async insertVerdict(
    tx: Transaction,
    round: RoundRow,
    personId: string,
    verdict: VerdictGiven,
  ): Promise<string> {
    await this.supersede(tx, round.id, [verdict.memberId]);
    const id = randomUUID();
    await tx.execute(
      `insert into verdict (id, proposal_id, round_id, member_id, person_id, kind, reason, text_seq, text_sha256)
       select $1, $2, $3, $4, $5, $6, $7, s.log_seq, s.text_sha256 from section s where s.id = $8`,
      [
        id,
        round.proposalId,
        round.id,
        verdict.memberId,
        personId,
        verdict.kind,
        verdict.reason,
        round.sectionId,
      ],
    );
    return id;
  }

  async supersede(tx: Transaction, roundId: string, memberIds: readonly string[]): Promise<void> {
    await tx.execute(
      `update verdict set superseded_at = clock_timestamp()
       where round_id = $1 and member_id = any($2::uuid[]) and superseded_at is null`,
      [roundId, memberIds],
    );
  }

  /** Moves a round on, unless somebody else changed it meanwhile. */
  async advance(
    tx: Transaction,
    round: RoundRow,
    to: {
      version: number;
      state: RoundState;
      answer?: string;
      closed?: { by: string; reason: string | null; at: Date };
    },
  ): Promise<void> {
    const changed = await tx.execute(
      `update review_round set state = $3, version = version + 1, answer = coalesce($4, answer),
         asked_again_at = case when $4::text is null then asked_again_at else clock_timestamp() end,
         closed_at = $5, closed_by = $6, close_reason = $7
       where id = $1 and version = $2`,
      [
        round.id,
        to.version,
        to.state,
        to.answer ?? null,
        to.closed?.at ?? null,
        to.closed?.by ?? null,
        to.closed?.reason ?? null,
      ],
    );
    if (changed !== 1) throw new Refusal('changed.meanwhile');
  }
}
