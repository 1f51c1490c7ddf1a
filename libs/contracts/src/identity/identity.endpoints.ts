import { z } from 'zod';
import { endpoint } from '../platform/endpoint.js';
import { Id, Nothing } from '../platform/wire.js';
import { InvitationMade } from '../proposal/consortium.schemas.js';
import { SignInStep } from './second-factor.schemas.js';
import {
  AcceptInvitation,
  AddressChanged,
  ChangeAddress,
  ChangePassword,
  EditProfile,
  ForgotPassword,
  InvitationAccepted,
  InvitationView,
  InvitePerson,
  OpenAccountLink,
  OpenInvitation,
  OwnSessions,
  PasswordLinkView,
  PeopleView,
  PersonStep,
  SessionView,
  SetPassword,
  SetPersonRoles,
  SignIn,
} from './identity.schemas.js';

export const readSession = endpoint({
  method: 'GET',
  path: '/session',
  needs: 'public',
  summary: 'Who is signed in here, and what they may do outside any proposal.',
  response: SessionView,
});

export const signIn = endpoint({
  method: 'POST',
  path: '/session',
  needs: 'public',
  summary:
    'Signs in with address and password; the answer sets the session cookie, or says which step comes next.',
  body: SignIn,
  response: SignInStep,
});

export const signOut = endpoint({
  method: 'DELETE',
  path: '/session',
  needs: 'public',
  summary: 'Ends the session of this browser, if there is one.',
  response: Nothing,
});

export const listSessions = endpoint({
  method: 'GET',
  path: '/sessions',
  needs: 'session.list',
  summary: 'Where the person is signed in.',
  response: OwnSessions,
});

export const endSession = endpoint({
  method: 'DELETE',
  path: '/sessions/:sessionId',
  needs: 'session.end',
  summary: 'Ends one of the own sessions, at once and everywhere.',
  response: Nothing,
});

export const endAllSessions = endpoint({
  method: 'DELETE',
  path: '/sessions',
  needs: 'session.end',
  summary: 'Signs the person out everywhere, here too.',
  response: Nothing,
});

export const editProfile = endpoint({
  method: 'PUT',
  path: '/profile',
  needs: 'profile.edit',
  summary: 'Changes name, language, time zone and theme of the person signed in.',
  body: EditProfile,
  response: Nothing,
});

export const changePassword = endpoint({
  method: 'POST',
  path: '/profile/password',
  needs: 'profile.edit',
  stepUp: 'with_second_factor',
  summary: 'Changes the password and ends all other sessions.',
  body: ChangePassword,
  response: Nothing,
});

export const requestPasswordReset = endpoint({
  method: 'POST',
  path: '/password-reset',
  needs: 'public',
  summary:
    'Mails a link for a new password to the address, if it has an account. The answer is the same if not.',
  body: ForgotPassword,
  response: Nothing,
});

export const readPasswordLink = endpoint({
  method: 'POST',
  path: '/password-reset/reading',
  needs: 'public',
  summary: 'Whose password a link sets. Changes nothing.',
  body: OpenAccountLink,
  response: PasswordLinkView,
});

export const setPasswordByLink = endpoint({
  method: 'POST',
  path: '/password-reset/setting',
  needs: 'public',
  summary: 'Sets a new password by a link, once, and ends every session of the account.',
  body: SetPassword,
  response: Nothing,
});

export const changeAddress = endpoint({
  method: 'POST',
  path: '/profile/address',
  needs: 'profile.edit',
  stepUp: 'with_second_factor',
  summary: 'Mails a link to a new address; the address counts once it was opened. The old address is told.',
  body: ChangeAddress,
  response: Nothing,
});

export const confirmAddress = endpoint({
  method: 'POST',
  path: '/profile/address/confirmation',
  needs: 'public',
  summary: 'Makes a new address count, by the link that was mailed there, once.',
  body: OpenAccountLink,
  response: AddressChanged,
});

export const endOtherSessions = endpoint({
  method: 'DELETE',
  path: '/other-sessions',
  needs: 'session.end',
  summary: 'Signs the person out everywhere but here.',
  response: Nothing,
});

// The token travels in bodies, so that no log of addresses keeps it.
export const readInvitation = endpoint({
  method: 'POST',
  path: '/invitation/reading',
  needs: 'public',
  summary: 'What the invitation behind a link asks. Changes nothing.',
  body: OpenInvitation,
  response: InvitationView,
});

export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/invitation/acceptance',
  needs: 'public',
  summary: 'Accepts an invitation, once; makes the account where there is none and signs it in.',
  body: AcceptInvitation,
  response: InvitationAccepted,
});

export const declineInvitation = endpoint({
  method: 'POST',
  path: '/invitation/declining',
  needs: 'public',
  summary: 'Declines an invitation, once.',
  body: OpenInvitation,
  response: Nothing,
});

export const listPeople = endpoint({
  method: 'GET',
  path: '/people',
  needs: 'person.read_all',
  summary: 'Everybody with an account, and invitations to one.',
  response: PeopleView,
});

export const invitePerson = endpoint({
  method: 'POST',
  path: '/people/invitations',
  needs: 'person.invite',
  stepUp: true,
  summary: 'Invites a person to the installation. The answer shows the link, once.',
  body: InvitePerson,
  response: InvitationMade,
});

const invitationParams = z.strictObject({ invitationId: Id });

export const resendPersonInvitation = endpoint({
  method: 'POST',
  path: '/people/invitations/:invitationId/resending',
  needs: 'person.invite',
  stepUp: true,
  summary: 'Sends an invitation again with a new link; the old link stops working.',
  params: invitationParams,
  response: InvitationMade,
});

export const revokePersonInvitation = endpoint({
  method: 'POST',
  path: '/people/invitations/:invitationId/revocation',
  needs: 'person.invite',
  summary: 'Takes an invitation back; its link stops working.',
  params: invitationParams,
  response: Nothing,
});

export const setPersonRoles = endpoint({
  method: 'PUT',
  path: '/people/:personId/roles',
  needs: 'person.set_roles',
  stepUp: true,
  summary: "Sets a person's roles in the installation.",
  body: SetPersonRoles,
  response: PeopleView,
});

export const disablePerson = endpoint({
  method: 'POST',
  path: '/people/:personId/disabling',
  needs: 'person.disable',
  summary: 'Closes an account: its sessions end at once and nobody signs in with it.',
  body: PersonStep,
  response: PeopleView,
});

export const enablePerson = endpoint({
  method: 'POST',
  path: '/people/:personId/enabling',
  needs: 'person.disable',
  summary: 'Opens a closed account again.',
  body: PersonStep,
  response: PeopleView,
});

export const sendPasswordReset = endpoint({
  method: 'POST',
  path: '/people/:personId/password-reset',
  needs: 'person.send_reset',
  summary: 'Mails a link for a new password to the address of the account, and to no other.',
  response: Nothing,
});
