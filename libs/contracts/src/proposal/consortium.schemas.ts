import { invitationStates, memberRoles, proposalRoles } from '@concordat/domain';
import { z } from 'zod';
import { Abilities, Id, InstantText, RowVersion, StateCode } from '../platform/wire.js';
import { PersonBrief } from '../section/section.schemas.js';
import { MessageView, StateBrief } from './proposal.schemas.js';

const Roles = z
  .array(z.enum(proposalRoles))
  .min(1, 'Choose at least one role.')
  .max(proposalRoles.length)
  .refine((roles) => new Set(roles).size === roles.length, 'Name each role once.');
const HostingEntity = z.string().trim().max(300);

/** A person's membership, with the address by which their colleagues reach them. */
export const MembershipView = z.strictObject({
  id: Id,
  person: PersonBrief.extend({ email: z.string() }),
  roles: z.array(z.enum(proposalRoles)),
  since: InstantText,
  /** When the address was changed, for a month after: a new one is never used unnoticed. */
  addressChangedAt: InstantText.nullable(),
  version: RowVersion,
  /** The only coordinator: can be neither removed nor demoted. */
  lastCoordinator: z.boolean(),
  abilities: Abilities,
});
export type MembershipView = z.infer<typeof MembershipView>;

/** An invitation that has not become a membership. The link itself is never shown again. */
export const PendingInvitation = z.strictObject({
  id: Id,
  memberId: Id,
  email: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(proposalRoles)),
  state: z.enum(invitationStates),
  sentAt: InstantText,
  expiresAt: InstantText,
  version: RowVersion,
  abilities: Abilities,
});
export type PendingInvitation = z.infer<typeof PendingInvitation>;

/** A participating state with its people. */
export const MemberView = z.strictObject({
  id: Id,
  state: StateBrief,
  role: z.enum(memberRoles),
  hostingEntity: z.string().nullable(),
  authorColour: z.int().min(1).max(8),
  joinedAt: InstantText,
  leftAt: InstantText.nullable(),
  verified: z.boolean(),
  version: RowVersion,
  sectionsLed: z.int(),
  people: z.array(MembershipView),
  abilities: Abilities,
});
export type MemberView = z.infer<typeof MemberView>;

/** The consortium of a proposal: states, people, invitations on their way, and the states that may still join. */
export const ConsortiumView = z.strictObject({
  lede: z.array(MessageView),
  /** The cut-off's date in the zone of its rule: it decides who may take part. */
  onDate: z.iso.date(),
  members: z.array(MemberView),
  invitations: z.array(PendingInvitation),
  addable: z.array(StateBrief),
  abilities: Abilities,
});
export type ConsortiumView = z.infer<typeof ConsortiumView>;

/** Takes a state into the consortium as partner. */
export const AddMember = z.strictObject({ stateCode: StateCode, hostingEntity: HostingEntity.default('') });
export type AddMember = z.infer<typeof AddMember>;

/** Records the body that stands for a state; empty takes it away. */
export const EditMember = z.strictObject({ version: RowVersion, hostingEntity: HostingEntity });
export type EditMember = z.infer<typeof EditMember>;

/** Lets a partner go; its people lose access at once. */
export const RemoveMember = z.strictObject({
  version: RowVersion,
  reason: z.string().trim().min(1, 'Say why, so that the states understand.').max(2000),
});
export type RemoveMember = z.infer<typeof RemoveMember>;

/** Invites a person by e-mail to speak for a state in these roles. */
export const InviteToMember = z.strictObject({
  email: z.email('Write an e-mail address.').max(254),
  displayName: z.string().trim().max(120).default(''),
  roles: Roles,
});
export type InviteToMember = z.infer<typeof InviteToMember>;

/** An invitation just made or made anew. The link is shown this once, to the inviter. */
export const InvitationMade = z.strictObject({ invitationId: Id, link: z.url(), expiresAt: InstantText });
export type InvitationMade = z.infer<typeof InvitationMade>;

export const ChangeRoles = z.strictObject({ version: RowVersion, roles: Roles });
export type ChangeRoles = z.infer<typeof ChangeRoles>;

export const EndMembership = z.strictObject({ version: RowVersion });
export type EndMembership = z.infer<typeof EndMembership>;
