import { Injectable } from '@nestjs/common';
import type { MemberRole, ProposalOrigin, ProposalRole, ProposalState } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';
import { notFound, Refusal } from '../../platform/errors/index.js';

/** A proposal with the moment it is written for. */
export interface ProposalRow {
  readonly id: string;
  readonly acronym: string;
  readonly title: string;
  readonly origin: ProposalOrigin;
  readonly state: ProposalState;
  readonly version: number;
  readonly draftNumber: number;
  readonly call: { readonly id: string; readonly identifier: string; readonly title: string } | null;
  readonly cutOffAt: Date;
  readonly cutOffZone: string;
  readonly cutOffLabel: string | null;
  readonly coordinatingState: string;
  readonly hostingEntity: string | null;
  readonly frozenAt: Date | null;
  readonly frozenBy: { id: string; displayName: string; stateCode: string | null } | null;
  readonly freezeReason: string | null;
  readonly submittedAt: Date | null;
}

/** A state about to enter a consortium. */
export interface NewMember {
  readonly id: string;
  readonly proposalId: string;
  readonly stateCode: string;
  readonly role: MemberRole;
  readonly hostingEntity: string | null;
  readonly authorColour: number;
}

const columns = `p.id, p.acronym, p.title, p.origin, p.state, p.version, p.draft_number as "draftNumber",
  case when k.id is not null then jsonb_build_object('id', k.id, 'identifier', k.identifier, 'title', k.title) end as call,
  c.at as "cutOffAt", c.zone as "cutOffZone", c.label as "cutOffLabel",
  p.coordinating_state as "coordinatingState", p.hosting_entity as "hostingEntity", p.frozen_at as "frozenAt",
  app.person_brief(p.frozen_by, p.id) as "frozenBy", p.freeze_reason as "freezeReason", p.submitted_at as "submittedAt"`;
const from = `from proposal p join cut_off c on c.id = p.cut_off_id left join call k on k.id = p.call_id`;

/** The rows of proposals. Every read is confined to the proposals in which the reader takes part. */
@Injectable()
export class ProposalRepository {
  async load(tx: Transaction, proposalId: string, lock = false): Promise<ProposalRow> {
    const [row] = await tx.query<ProposalRow>(
      `select ${columns} ${from}
        where p.id = $1 and p.id in (select app.my_proposals()) ${lock ? 'for no key update of p' : ''}`,
      [proposalId],
    );
    if (!row) throw notFound();
    return row;
  }

  async insert(
    tx: Transaction,
    proposal: {
      id: string;
      acronym: string;
      title: string;
      callId: string;
      cutOffId: string;
      stateCode: string;
      hostingEntity: string | null;
      templateKey: string;
      templateVersion: number;
      foundedBy: string;
      /** A proposal for a practice call is practice, and marked so everywhere. */
      origin: 'own' | 'practice';
    },
  ): Promise<void> {
    await tx.execute(
      `insert into proposal (id, acronym, title, call_id, cut_off_id, coordinating_state, hosting_entity, template_key,
         template_version, founded_by, origin) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        proposal.id,
        proposal.acronym,
        proposal.title,
        proposal.callId,
        proposal.cutOffId,
        proposal.stateCode,
        proposal.hostingEntity,
        proposal.templateKey,
        proposal.templateVersion,
        proposal.foundedBy,
        proposal.origin,
      ],
    );
  }

  async insertMember(tx: Transaction, member: NewMember): Promise<void> {
    await tx.execute(
      `insert into consortium_member (id, proposal_id, state_code, role, hosting_entity, author_colour)
       values ($1, $2, $3, $4, $5, $6)`,
      [
        member.id,
        member.proposalId,
        member.stateCode,
        member.role,
        member.hostingEntity,
        member.authorColour,
      ],
    );
  }

  async insertMembership(
    tx: Transaction,
    membership: {
      id: string;
      proposalId: string;
      memberId: string;
      personId: string;
      roles: readonly ProposalRole[];
    },
  ): Promise<void> {
    await tx.execute(
      'insert into membership (id, proposal_id, member_id, person_id, roles) values ($1, $2, $3, $4, $5)',
      [membership.id, membership.proposalId, membership.memberId, membership.personId, [...membership.roles]],
    );
  }

  async rename(
    tx: Transaction,
    proposalId: string,
    to: { version: number; acronym: string; title: string },
  ): Promise<void> {
    const changed = await tx.execute(
      'update proposal set acronym = $3, title = $4, version = version + 1 where id = $1 and version = $2',
      [proposalId, to.version, to.acronym, to.title],
    );
    if (changed !== 1) throw new Refusal('changed.meanwhile');
  }

  /** Figures for the rail: what is open in the proposal, and what is asked of the reader's state. */
  async counts(
    tx: Transaction,
    proposalId: string,
    memberId: string | null,
  ): Promise<{ sections: number; sectionsReady: number; verdictsAwaited: number; deadlinesOpen: number }> {
    const [row] = await tx.query<{
      sections: number;
      sectionsReady: number;
      verdictsAwaited: number;
      deadlinesOpen: number;
    }>(
      `select
         (select count(*)::int from section where proposal_id = $1 and not is_group) as sections,
         (select count(*)::int from section where proposal_id = $1 and not is_group
            and state in ('approved', 'locked')) as "sectionsReady",
         (select count(*)::int from review_request q join review_round r on r.id = q.round_id
           where q.proposal_id = $1 and q.member_id = $2 and r.state in ('open', 'changes_requested')
             and not exists (select from verdict v where v.round_id = q.round_id and v.member_id = q.member_id
               and v.superseded_at is null)) as "verdictsAwaited",
         (select count(*)::int from deadline where proposal_id = $1 and done_at is null and cancelled_at is null
            and at > clock_timestamp()) as "deadlinesOpen"`,
      [proposalId, memberId],
    );
    if (!row) throw notFound();
    return row;
  }
}
