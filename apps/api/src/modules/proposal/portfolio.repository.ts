import { Injectable } from '@nestjs/common';
import type { ProposalOrigin, ProposalState } from '@concordat/domain';
import { type Acting, question, type Transaction, WebDatabase } from '../../platform/database/index.js';
import type { ProposalRow } from './proposal.repository.js';
import {
  latestRounds,
  roundValue,
  type SectionStandingRow,
  type StandingMemberRow,
} from './readiness.repository.js';

/** A deadline to come in one of the reader's proposals. */
export interface CalendarRow {
  readonly id: string;
  readonly proposalId: string;
  readonly acronym: string;
  readonly kind: string;
  readonly title: string;
  readonly at: string;
  readonly zone: string;
}

/** One of the reader's proposals with the facts that its line and its waiting things are derived from. */
export interface OwnProposalRow extends Pick<
  ProposalRow,
  | 'id'
  | 'acronym'
  | 'title'
  | 'origin'
  | 'state'
  | 'call'
  | 'cutOffAt'
  | 'cutOffZone'
  | 'cutOffLabel'
  | 'coordinatingState'
  | 'submittedAt'
> {
  readonly packagePrepared: boolean;
  /** The states that take part now, the coordinating one first, then by code. */
  readonly members: readonly Pick<StandingMemberRow, 'id' | 'stateCode' | 'role'>[];
  /** In order, without headings. */
  readonly sections: readonly SectionStandingRow[];
}

/** A person's first screen before any rule was asked. */
export interface PortfolioRows {
  readonly now: Date;
  /** The next to close first, those that closed at the end, the latest first. */
  readonly proposals: readonly OwnProposalRow[];
  readonly calendar: readonly CalendarRow[];
  readonly invitations: readonly InvitedRow[];
  readonly assigned: readonly AssignedRow[];
}

/** An invitation to the reader's own address that nobody has answered. */
export interface InvitedRow {
  readonly acronym: string;
  readonly stateCode: string | null;
  readonly sentAt: string;
  readonly expiresAt: string;
}

/** Open comments of a section that wait for the reader or their state. */
export interface AssignedRow {
  readonly proposalId: string;
  readonly section: { readonly id: string; readonly number: string; readonly title: string };
  readonly count: number;
  /** Of the one that waits longest: its thread, since when, and the state where it waits for a state. */
  readonly threadId: string;
  readonly since: string;
  readonly stateCode: string | null;
}

/** A proposal in counts and dates. */
export interface ProgressRow {
  readonly id: string;
  readonly acronym: string;
  readonly origin: ProposalOrigin;
  readonly state: ProposalState;
  readonly callIdentifier: string | null;
  readonly cutOffAt: Date;
  readonly cutOffZone: string;
  readonly cutOffLabel: string | null;
  readonly coordinatingState: string;
  readonly members: number;
  readonly sectionsReady: number;
  readonly sectionsTotal: number;
  readonly sectionsLate: number;
  readonly verdictsAwaited: number;
  readonly nextKind: string | null;
  readonly nextAt: Date | null;
  readonly nextZone: string | null;
  readonly submittedAt: Date | null;
}

const mostOnCalendar = 6;

/**
 * Everything that a first screen is derived from, as JSON texts: one statement whatever the number of proposals, sections
 * and states. Row security confines each of its tables to the reader's own proposals; where it also admits the admin, rows
 * are looked up proposal by proposal, so that it is not asked about those of everybody else.
 */
const portfolioFacts = question(
  `with mine as materialized (
     select p.id, p.acronym, p.title, p.origin, p.state, p.draft_number, p.coordinating_state, p.submitted_at,
            c.at, c.zone, c.label,
            case when k.id is not null then json_build_object('id', k.id, 'identifier', k.identifier, 'title', k.title)
            end as call
       from app.my_proposals() as own(id)
       cross join lateral (select * from proposal where proposal.id = own.id offset 0) p
       join cut_off c on c.id = p.cut_off_id left join call k on k.id = p.call_id),
   ${latestRounds('in (select id from mine)')},
   outline as (
     select s.proposal_id, json_agg(json_build_object('id', s.id, 'number', s.number, 'title', s.title,
              'isGroup', s.is_group, 'mandatory', s.mandatory, 'state', s.state, 'leadPersonId', s.lead_person_id,
              'leadMemberId', s.lead_member_id, 'dueAt', app.instant_text(s.due_at), 'dueZone', s.due_zone,
              'round', ${roundValue}) order by s.position) as sections
       from section s
       left join latest l on l.section_id = s.id
       left join asked on asked.round_id = l.id
       left join given on given.round_id = l.id
      where s.proposal_id in (select id from mine) and not s.is_group
      group by s.proposal_id),
   calendar as (
     select d.id, mine.id as proposal_id, mine.acronym, d.kind, d.title, d.at, d.zone
       from mine cross join lateral (
         select * from deadline
          where deadline.proposal_id = mine.id and done_at is null and cancelled_at is null
            and deadline.at > clock_timestamp() and kind not in ('section', 'review_round')
          order by deadline.at limit ${mostOnCalendar}) d
      where mine.state <> 'withdrawn'
      order by d.at, mine.acronym, d.id limit ${mostOnCalendar})
   select app.instant_text(clock_timestamp()) as now,
     (select coalesce(json_agg(json_build_object('id', p.id, 'acronym', p.acronym, 'title', p.title,
          'origin', p.origin, 'state', p.state, 'call', p.call, 'cutOffAt', app.instant_text(p.at),
          'cutOffZone', p.zone, 'cutOffLabel', p.label, 'coordinatingState', p.coordinating_state,
          'submittedAt', app.instant_text(p.submitted_at), 'packagePrepared', exists (
            select from package k where k.proposal_id = p.id and k.draft_number = p.draft_number),
          'members', states.members, 'sections', coalesce(outline.sections, '[]'))
        order by p.at <= clock_timestamp(), abs(extract(epoch from p.at - clock_timestamp())), p.acronym), '[]')
       from mine p
       left join outline on outline.proposal_id = p.id
       cross join lateral (
         select coalesce(json_agg(json_build_object('id', m.id, 'stateCode', m.state_code, 'role', m.role)
                  order by m.role = 'coordinator' desc, m.state_code), '[]') as members
           from consortium_member m where m.proposal_id = p.id and m.left_at is null) states
     ) as proposals,
     (select coalesce(json_agg(json_build_object('id', d.id, 'proposalId', d.proposal_id, 'acronym', d.acronym,
          'kind', d.kind, 'title', d.title, 'at', app.instant_text(d.at), 'zone', d.zone)
        order by d.at, d.acronym, d.id), '[]') from calendar d) as calendar,
     (select coalesce(json_agg(json_build_object('acronym', i.acronym, 'stateCode', i.state_code,
          'sentAt', app.instant_text(i.sent_at), 'expiresAt', app.instant_text(i.expires_at))
        order by i.sent_at), '[]') from app.my_invitations() i) as invitations,
     (select coalesce(json_agg(json_build_object('proposalId', a.proposal_id, 'section', json_build_object(
          'id', s.id, 'number', s.number, 'title', s.title), 'count', a.count, 'threadId', a.threads[1],
          'since', app.instant_text(a.since), 'stateCode', a.states[1]) order by a.since, s.position), '[]')
       from (
         select t.proposal_id, t.section_id, count(*)::int as count, min(t.assigned_at) as since,
                array_agg(t.id order by t.assigned_at, t.id) as threads,
                array_agg(m.state_code order by t.assigned_at, t.id) as states
           from comment_thread t left join consortium_member m on m.id = t.assigned_member_id
          where t.proposal_id in (select id from mine) and t.resolved_at is null
            and (t.assigned_person_id = app.person_id() or t.assigned_member_id in (select app.my_members()))
          group by t.proposal_id, t.section_id) a
       join section s on s.id = a.section_id) as assigned`,
);

/** As they come in JSON: moments are text. */
type Written<Row, Moments extends keyof Row> = Omit<Row, Moments> & {
  readonly [M in Moments]: string | null;
};
type WrittenProposal = Omit<Written<OwnProposalRow, 'submittedAt'>, 'cutOffAt' | 'sections'> & {
  readonly cutOffAt: string;
  readonly sections: readonly Written<SectionStandingRow, 'dueAt'>[];
};

const dated = (text: string | null): Date | null => (text === null ? null : new Date(text));

const ownProposal = (written: WrittenProposal): OwnProposalRow => ({
  ...written,
  cutOffAt: new Date(written.cutOffAt),
  submittedAt: dated(written.submittedAt),
  sections: written.sections.map((section) => ({ ...section, dueAt: dated(section.dueAt) })),
});

/** What a person's first screen is derived from, and what the admin may follow. */
@Injectable()
export class PortfolioRepository {
  constructor(private readonly db: WebDatabase) {}

  /** The facts of the reader's own proposals, and invitations to their own address. */
  async facts(acting: Acting): Promise<PortfolioRows> {
    const [row] = await this.db.ask<
      Pick<PortfolioRows, 'calendar' | 'invitations' | 'assigned'> & {
        now: string;
        proposals: readonly WrittenProposal[];
      }
    >(acting, portfolioFacts);
    if (!row) throw new Error('The database gave no portfolio');
    return { ...row, now: new Date(row.now), proposals: row.proposals.map(ownProposal) };
  }

  /** Every proposal; the database answers an admin only, and knows no text here. */
  progress(tx: Transaction): Promise<ProgressRow[]> {
    return tx.query<ProgressRow>(
      `select p.id, p.acronym, p.origin, p.state, k.identifier as "callIdentifier", c.at as "cutOffAt",
              c.zone as "cutOffZone", c.label as "cutOffLabel", p.coordinating_state as "coordinatingState",
              (select count(*)::int from consortium_member m where m.proposal_id = p.id and m.left_at is null) as members,
              coalesce(f.ready, 0) as "sectionsReady", coalesce(f.total, 0) as "sectionsTotal",
              coalesce(f.late, 0) as "sectionsLate", coalesce(f.awaited, 0) as "verdictsAwaited",
              n.kind as "nextKind", n.at as "nextAt", n.zone as "nextZone", p.submitted_at as "submittedAt"
         from proposal p
         join cut_off c on c.id = p.cut_off_id
         left join call k on k.id = p.call_id
         left join app.progress_figures() f on f.proposal_id = p.id
         left join lateral (
           select d.kind, d.at, d.zone from deadline d
            where d.proposal_id = p.id and d.done_at is null and d.cancelled_at is null and d.at > clock_timestamp()
            order by d.at limit 1) n on true
        order by c.at desc, p.acronym`,
    );
  }
}
