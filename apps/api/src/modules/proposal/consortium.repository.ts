import { Injectable } from '@nestjs/common';
import type { InvitationState, MemberRole, ProposalRole } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';
import { notFound, Refusal } from '../../platform/errors/index.js';

/** A state that takes part in a proposal, or did. */
export interface MemberRow {
  readonly id: string;
  readonly stateCode: string;
  readonly role: MemberRole;
  readonly hostingEntity: string | null;
  readonly authorColour: number;
  readonly joinedAt: Date;
  readonly leftAt: Date | null;
  readonly verified: boolean;
  readonly version: number;
  readonly sectionsLed: number;
}

/** A person's running membership. */
export interface MembershipRow {
  readonly id: string;
  readonly memberId: string;
  readonly personId: string;
  readonly displayName: string;
  readonly email: string;
  readonly roles: readonly ProposalRole[];
  readonly since: Date;
  readonly addressChangedAt: Date | null;
  readonly endedAt: Date | null;
  readonly version: number;
}

/** An invitation that has not become a membership. */
export interface PendingInvitationRow {
  readonly id: string;
  readonly memberId: string;
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly ProposalRole[];
  readonly state: InvitationState;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly version: number;
}

const memberColumns = `m.id, m.state_code as "stateCode", m.role, m.hosting_entity as "hostingEntity",
  m.author_colour as "authorColour", m.joined_at as "joinedAt", m.left_at as "leftAt", m.verified, m.version,
  (select count(*)::int from section s where s.proposal_id = m.proposal_id and s.lead_member_id = m.id
     and s.state not in ('approved', 'locked')) as "sectionsLed"`;

const membershipColumns = `h.id, h.member_id as "memberId", h.person_id as "personId",
  p.display_name as "displayName", p.email, h.roles, h.created_at as since,
  case when p.email_changed_at > clock_timestamp() - interval '30 days' then p.email_changed_at end as "addressChangedAt",
  h.ended_at as "endedAt", h.version`;

/** The states and people of one proposal. */
@Injectable()
export class ConsortiumRepository {
  /** All states, those that left included; the coordinating one first, then by code. */
  members(tx: Transaction, proposalId: string): Promise<MemberRow[]> {
    return tx.query<MemberRow>(
      `select ${memberColumns} from consortium_member m where m.proposal_id = $1
        order by m.left_at is not null, m.role = 'coordinator' desc, m.state_code`,
      [proposalId],
    );
  }

  /** Holds one state of the proposal until the end of the transaction. */
  async lockMember(tx: Transaction, proposalId: string, memberId: string): Promise<MemberRow> {
    const [row] = await tx.query<MemberRow>(
      `select ${memberColumns} from consortium_member m where m.proposal_id = $1 and m.id = $2 for no key update of m`,
      [proposalId, memberId],
    );
    if (!row) throw notFound();
    return row;
  }

  /** Running memberships; `lock` holds them, so that two people cannot both remove the last coordinator. */
  memberships(tx: Transaction, proposalId: string, lock = false): Promise<MembershipRow[]> {
    return tx.query<MembershipRow>(
      `select ${membershipColumns} from membership h join person p on p.id = h.person_id
        where h.proposal_id = $1 and h.ended_at is null
        order by h.created_at, h.id ${lock ? 'for no key update of h' : ''}`,
      [proposalId],
    );
  }

  /** A membership of the proposal, also one that ended. */
  async membership(tx: Transaction, proposalId: string, membershipId: string): Promise<MembershipRow> {
    const [row] = await tx.query<MembershipRow>(
      `select ${membershipColumns} from membership h join person p on p.id = h.person_id
        where h.proposal_id = $1 and h.id = $2`,
      [proposalId, membershipId],
    );
    if (!row) throw notFound();
    return row;
  }

  invitations(tx: Transaction, proposalId: string): Promise<PendingInvitationRow[]> {
    return tx.query<PendingInvitationRow>(
      `select id, member_id as "memberId", email, display_name as "displayName", roles, version,
              case when state = 'sent' and expires_at <= clock_timestamp() then 'expired' else state end as state,
              created_at as "sentAt", expires_at as "expiresAt"
         from invitation
        where proposal_id = $1 and member_id is not null and state in ('sent', 'expired', 'declined')
        order by created_at, id`,
      [proposalId],
    );
  }

  async invitation(
    tx: Transaction,
    proposalId: string,
    invitationId: string,
  ): Promise<Pick<PendingInvitationRow, 'memberId' | 'roles'>> {
    const [row] = await tx.query<Pick<PendingInvitationRow, 'memberId' | 'roles'>>(
      `select member_id as "memberId", roles from invitation
        where proposal_id = $1 and id = $2 and member_id is not null`,
      [proposalId, invitationId],
    );
    if (!row) throw notFound();
    return row;
  }

  /** Takes a state that had left back in, with a new day of joining. */
  async rejoin(
    tx: Transaction,
    member: MemberRow,
    to: { hostingEntity: string | null; at: Date },
  ): Promise<void> {
    const changed = await tx.execute(
      `update consortium_member set left_at = null, joined_at = $3, hosting_entity = $4, role = 'partner',
         version = version + 1 where id = $1 and version = $2`,
      [member.id, member.version, to.at, to.hostingEntity],
    );
    if (changed !== 1) throw new Refusal('changed.meanwhile');
  }

  async setHostingEntity(
    tx: Transaction,
    memberId: string,
    to: { version: number; hostingEntity: string | null },
  ): Promise<void> {
    const changed = await tx.execute(
      'update consortium_member set hosting_entity = $3, version = version + 1 where id = $1 and version = $2',
      [memberId, to.version, to.hostingEntity],
    );
    if (changed !== 1) throw new Refusal('changed.meanwhile');
  }

  /** The proposal names the coordinating state's body as its host. */
  async setHost(tx: Transaction, proposalId: string, hostingEntity: string | null): Promise<void> {
    await tx.execute('update proposal set hosting_entity = $2, version = version + 1 where id = $1', [
      proposalId,
      hostingEntity,
    ]);
  }

  async leave(tx: Transaction, memberId: string, to: { version: number; at: Date }): Promise<void> {
    const changed = await tx.execute(
      'update consortium_member set left_at = $3, version = version + 1 where id = $1 and version = $2',
      [memberId, to.version, to.at],
    );
    if (changed !== 1) throw new Refusal('changed.meanwhile');
  }

  async setRoles(
    tx: Transaction,
    membershipId: string,
    to: { version: number; roles: readonly ProposalRole[] },
  ): Promise<void> {
    const changed = await tx.execute(
      `update membership set roles = $3, version = version + 1
        where id = $1 and version = $2 and ended_at is null`,
      [membershipId, to.version, [...to.roles]],
    );
    if (changed !== 1) throw new Refusal('changed.meanwhile');
  }

  async end(tx: Transaction, membershipId: string, to: { version: number; at: Date }): Promise<void> {
    const changed = await tx.execute(
      `update membership set ended_at = $3, version = version + 1
        where id = $1 and version = $2 and ended_at is null`,
      [membershipId, to.version, to.at],
    );
    if (changed !== 1) throw new Refusal('changed.meanwhile');
  }

  /** Takes a person out of the sections they wrote in. Their state goes on leading; who writes there is open again. */
  async releaseSections(tx: Transaction, proposalId: string, personId: string): Promise<void> {
    await tx.execute(
      `update section set lead_person_id = null, version = version + 1
        where proposal_id = $1 and lead_person_id = $2`,
      [proposalId, personId],
    );
    await tx.execute('delete from section_contributor where proposal_id = $1 and person_id = $2', [
      proposalId,
      personId,
    ]);
  }
}
