import type {
  ConsortiumView,
  MembershipView,
  MemberView,
  MessageView,
  PendingInvitation,
} from '@concordat/contracts';
import { dateInZone } from '@concordat/domain';
import { participatingStatesOn } from '@concordat/templates';
import type { RequestContext } from '../../platform/authz/index.js';
import type { MemberRow, MembershipRow, PendingInvitationRow } from './consortium.repository.js';
import type { ProposalRow } from './proposal.repository.js';
import { briefOf, byName, stateBrief } from './state-names.js';

/** Everything the consortium's screen is derived from. */
export interface ConsortiumRows {
  readonly proposal: ProposalRow;
  readonly members: readonly MemberRow[];
  readonly memberships: readonly MembershipRow[];
  readonly invitations: readonly PendingInvitationRow[];
}

export function presentConsortium(ctx: RequestContext, rows: ConsortiumRows): ConsortiumView {
  const { proposal, members, invitations } = rows;
  const onDate = dateInZone(proposal.cutOffAt, proposal.cutOffZone);
  const standing = new Set(members.filter(({ leftAt }) => leftAt === null).map(({ stateCode }) => stateCode));
  return {
    lede: lede(members, invitations),
    onDate,
    members: members.map((member) => memberView(ctx, member, rows)),
    invitations: invitations.map((invitation) => invitationView(ctx, invitation, proposal.id)),
    addable: participatingStatesOn(onDate)
      .filter(({ code }) => !standing.has(code))
      .map(briefOf)
      .sort(byName),
    abilities: ctx.abilities(['member.add', 'proposal.edit'], { proposalId: proposal.id }),
  };
}

/**
 * The opening sentence as data: `lede.states` (`total`, `euMembers`, `others`; `other` names the only other one), then
 * `lede.invitations` (`count`) while some wait for an answer.
 */
function lede(members: readonly MemberRow[], invitations: readonly PendingInvitationRow[]): MessageView[] {
  const states = members
    .filter(({ leftAt }) => leftAt === null)
    .map(({ stateCode }) => stateBrief(stateCode));
  const others = states.filter(({ euMember }) => !euMember);
  const opening: MessageView = {
    code: 'lede.states',
    params: {
      total: states.length,
      euMembers: states.length - others.length,
      others: others.length,
      other: others[0]?.name ?? '',
    },
  };
  const waiting = invitations.filter(({ state }) => state === 'sent').length;
  return waiting > 0 ? [opening, { code: 'lede.invitations', params: { count: waiting } }] : [opening];
}

function memberView(
  ctx: RequestContext,
  member: MemberRow,
  { proposal, memberships }: ConsortiumRows,
): MemberView {
  const facts = { proposalId: proposal.id, memberId: member.id };
  const { id, role, hostingEntity, authorColour, verified, version, sectionsLed } = member;
  return {
    id,
    state: stateBrief(member.stateCode),
    role,
    hostingEntity,
    authorColour,
    joinedAt: member.joinedAt.toISOString(),
    leftAt: member.leftAt?.toISOString() ?? null,
    verified,
    version,
    sectionsLed,
    people: memberships
      .filter(({ memberId }) => memberId === id)
      .map((membership) => membershipView(ctx, membership, member, { proposal, memberships })),
    abilities: {
      ...ctx.abilities(['member.edit', 'member.remove', 'membership.invite'], facts),
      // The coordinating state cannot leave its own proposal, whoever asks.
      'member.remove': role === 'partner' && member.leftAt === null && ctx.can('member.remove', facts),
      /** Whether the reader may give roles that coordinate. */
      'membership.invite_coordinator': ctx.can('membership.invite', { ...facts, roles: ['coordinator'] }),
    },
  };
}

function membershipView(
  ctx: RequestContext,
  membership: MembershipRow,
  member: MemberRow,
  { proposal, memberships }: Pick<ConsortiumRows, 'proposal' | 'memberships'>,
): MembershipView {
  const { id, personId, displayName, email, roles, since, addressChangedAt, version } = membership;
  const coordinators = memberships.filter((each) => each.roles.includes('coordinator'));
  const facts = { proposalId: proposal.id, memberId: member.id, personId, roles };
  return {
    id,
    person: { id: personId, displayName, stateCode: member.stateCode, email },
    roles: [...roles],
    since: since.toISOString(),
    addressChangedAt: addressChangedAt?.toISOString() ?? null,
    version,
    lastCoordinator: coordinators.length === 1 && coordinators[0]?.id === id,
    abilities: ctx.abilities(['membership.change', 'membership.end'], facts),
  };
}

function invitationView(
  ctx: RequestContext,
  invitation: PendingInvitationRow,
  proposalId: string,
): PendingInvitation {
  const { id, memberId, email, displayName, roles, state, sentAt, expiresAt, version } = invitation;
  return {
    id,
    memberId,
    email,
    displayName,
    roles: [...roles],
    state,
    sentAt: sentAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    version,
    abilities: ctx.abilities(['invitation.revoke', 'membership.invite'], { proposalId, memberId, roles }),
  };
}
