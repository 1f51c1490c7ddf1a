import {
  installationRoles,
  invitationStates,
  longestPassword,
  memberRoles,
  proposalRoles,
  shortestPassword,
  themes,
} from '@concordat/domain';
import { z } from 'zod';
import { Abilities, Id, InstantText, RowVersion, StateCode, ZoneName } from '../platform/wire.js';

/** An address as it is kept: trimmed and in lower case. */
export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'An e-mail address has at most 254 characters.')
  .pipe(z.email('Write an e-mail address, for example name@ministry.example.'));

/** What others call a person: one line of 1 to 120 characters. */
export const DisplayName = z
  .string()
  .trim()
  .min(1, 'Write the name that others will see.')
  .max(120, 'A name has at most 120 characters.');

/** A password as it is chosen; what else is wrong with one is the domain's to say (`password.*`). */
export const NewPassword = z
  .string()
  .min(shortestPassword, 'Use at least 12 characters; a sentence is good.')
  .max(longestPassword, 'Use at most 256 characters.');

/** A password as it is tried. */
const TriedPassword = z
  .string()
  .min(1, 'Write your password.')
  .max(longestPassword, 'Use at most 256 characters.');

/** The secret part of an invitation's link. */
export const LinkToken = z.string().regex(/^[\w-]{20,100}$/, 'This link is not complete.');

/** The languages of the interface. */
export const languages = ['en'] as const;

/** What a person is allowed outside any proposal, as the policy answers it. */
export const installationAbilities = [
  'person.read_all',
  'person.invite',
  'proposal.found',
  'proposal.progress',
  'call.write',
  'intake.read',
  'reminder.read_all',
  'installation_audit.read',
] as const;

/** The person who is signed in. */
export const SignedInPerson = z.strictObject({
  id: Id,
  email: z.string(),
  displayName: z.string(),
  language: z.string(),
  zone: ZoneName,
  theme: z.enum(themes),
  isSample: z.boolean(),
});
export type SignedInPerson = z.infer<typeof SignedInPerson>;

/** Who asks: what the frame around every screen needs to know. */
export const SignedInSession = z.strictObject({
  person: SignedInPerson,
  abilities: z.record(z.enum(installationAbilities), z.boolean()),
  memberships: z.array(
    z.strictObject({
      proposalId: Id,
      memberId: Id,
      stateCode: StateCode,
      roles: z.array(z.enum(proposalRoles)),
    }),
  ),
  /** The database's clock: screens count down from it. */
  serverTime: InstantText,
  /** The sample is loaded or may be: screens say so. */
  sampleMode: z.boolean(),
  /** No mail server is set: mails stay in the mailbox page. */
  mailboxMode: z.boolean(),
});
export type SignedInSession = z.infer<typeof SignedInSession>;

/** Nobody is signed in; whether sample people may sign in with one click from where the request came. */
export const SignedOutSession = z.strictObject({ person: z.null(), sampleSignIn: z.boolean() });
export type SignedOutSession = z.infer<typeof SignedOutSession>;

/** The state of the browser's session. */
export const SessionView = z.union([SignedInSession, SignedOutSession]);
export type SessionView = z.infer<typeof SessionView>;

/** Address and password. */
export const SignIn = z.strictObject({ email: EmailAddress, password: TriedPassword });
export type SignIn = z.infer<typeof SignIn>;

/** One browser in which the person is signed in. */
export const OwnSession = z.strictObject({
  id: Id,
  /** The browser in words a person knows: `Firefox on Linux`. */
  device: z.string(),
  createdAt: InstantText,
  lastSeenAt: InstantText,
  expiresAt: InstantText,
  isThisOne: z.boolean(),
});
export type OwnSession = z.infer<typeof OwnSession>;

/** Where the person is signed in, latest first. */
export const OwnSessions = z.strictObject({ sessions: z.array(OwnSession) });
export type OwnSessions = z.infer<typeof OwnSessions>;

/** What a person says about themselves. */
export const EditProfile = z.strictObject({
  displayName: DisplayName,
  language: z.enum(languages),
  zone: ZoneName,
  theme: z.enum(themes),
});
export type EditProfile = z.infer<typeof EditProfile>;

/** A new password, with the one that holds now. All other sessions end. */
export const ChangePassword = z.strictObject({ currentPassword: TriedPassword, newPassword: NewPassword });
export type ChangePassword = z.infer<typeof ChangePassword>;

/** Somebody forgot the password of the account with this address. */
export const ForgotPassword = z.strictObject({ email: EmailAddress });
export type ForgotPassword = z.infer<typeof ForgotPassword>;

/** A link that was mailed to an account, as it was opened. */
export const OpenAccountLink = z.strictObject({ token: LinkToken });
export type OpenAccountLink = z.infer<typeof OpenAccountLink>;

/** Whose password a link sets, for the one who holds it and so reads that address. */
export const PasswordLinkView = z.strictObject({ email: z.string(), expiresAt: InstantText });
export type PasswordLinkView = z.infer<typeof PasswordLinkView>;

/** A new password by a link. Every session ends. */
export const SetPassword = z.strictObject({ token: LinkToken, password: NewPassword });
export type SetPassword = z.infer<typeof SetPassword>;

/** A new address, with the password that holds now; it counts once a link sent there was opened. */
export const ChangeAddress = z.strictObject({ email: EmailAddress, currentPassword: TriedPassword });
export type ChangeAddress = z.infer<typeof ChangeAddress>;

/** The address that counts from now on. */
export const AddressChanged = z.strictObject({ email: z.string() });
export type AddressChanged = z.infer<typeof AddressChanged>;

/** The link of an invitation, as it was opened. */
export const OpenInvitation = z.strictObject({ token: LinkToken });
export type OpenInvitation = z.infer<typeof OpenInvitation>;

/** What an invitation asks, said before anything is answered. */
export const InvitationView = z.strictObject({
  /** Empty for the first administrator's own link: they choose their address. */
  email: z.string(),
  displayName: z.string(),
  /** Null for the first administrator's own link. */
  inviterName: z.string().nullable(),
  /** Null for an invitation to the installation. */
  proposal: z
    .strictObject({ id: Id, acronym: z.string(), title: z.string(), stateCode: StateCode.nullable() })
    .nullable(),
  roles: z.array(z.enum(proposalRoles)),
  installationRoles: z.array(z.enum(installationRoles)),
  expiresAt: InstantText,
  /** An account has this address: its person signs in and accepts. Otherwise accepting makes the account. */
  accountExists: z.boolean(),
  /** The person signed in here is the one invited. */
  isForReader: z.boolean(),
});
export type InvitationView = z.infer<typeof InvitationView>;

/** Accepts an invitation; the account is needed where accepting makes one. */
export const AcceptInvitation = z.strictObject({
  token: LinkToken,
  account: z
    .strictObject({
      /** Asked for only where the invitation was sent to no address: the first administrator's link. */
      email: EmailAddress.nullable(),
      displayName: DisplayName,
      password: NewPassword,
      zone: ZoneName,
    })
    .nullable(),
});
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

/** Where the one thing asked is; null where it is the portfolio. */
export const InvitationAccepted = z.strictObject({ proposalId: Id.nullable() });
export type InvitationAccepted = z.infer<typeof InvitationAccepted>;

/** Invites a person to the installation. */
export const InvitePerson = z.strictObject({
  email: EmailAddress,
  displayName: DisplayName,
  installationRoles: z
    .array(z.enum(installationRoles))
    .max(installationRoles.length)
    .refine((roles) => new Set(roles).size === roles.length, 'Name each role once.'),
});
export type InvitePerson = z.infer<typeof InvitePerson>;

/** The roles a person has in the installation from now on. */
export const SetPersonRoles = z.strictObject({
  installationRoles: InvitePerson.shape.installationRoles,
  version: RowVersion,
});
export type SetPersonRoles = z.infer<typeof SetPersonRoles>;

/** The version of the row that was seen. */
export const PersonStep = z.strictObject({ version: RowVersion });
export type PersonStep = z.infer<typeof PersonStep>;

/** A person as the admin sees them. */
export const PersonLine = z.strictObject({
  id: Id,
  email: z.string(),
  displayName: z.string(),
  installationRoles: z.array(z.enum(installationRoles)),
  isSample: z.boolean(),
  disabledAt: InstantText.nullable(),
  lastSeenAt: InstantText.nullable(),
  version: RowVersion,
  /** A passkey or an authenticator app stands beside the password. */
  hasSecondFactor: z.boolean(),
  /** The last admin keeps the role. */
  isLastAdmin: z.boolean(),
  abilities: Abilities,
});
export type PersonLine = z.infer<typeof PersonLine>;

/** An invitation to the installation that is on its way or was not answered. */
export const PersonInvitation = z.strictObject({
  id: Id,
  email: z.string(),
  displayName: z.string(),
  installationRoles: z.array(z.enum(installationRoles)),
  state: z.enum(invitationStates),
  sentAt: InstantText,
  expiresAt: InstantText,
});
export type PersonInvitation = z.infer<typeof PersonInvitation>;

/** Everybody who has an account, by name, and who was invited to one. */
export const PeopleView = z.strictObject({
  people: z.array(PersonLine),
  invitations: z.array(PersonInvitation),
  abilities: Abilities,
});
export type PeopleView = z.infer<typeof PeopleView>;

/** Roles that a sample person has in one practice proposal. */
export const SampleStanding = z.strictObject({
  proposalId: Id,
  acronym: z.string(),
  title: z.string(),
  stateCode: StateCode,
  memberRole: z.enum(memberRoles),
  roles: z.array(z.enum(proposalRoles)),
});
