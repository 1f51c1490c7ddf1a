import { password } from '../world/invite-people.js';
import { type Ask, ask, few, versionOf } from './ask.js';

const account = (name: string) => ({
  email: null,
  displayName: name,
  password: 'a long sentence for a new account',
  zone: 'Europe/Brussels',
});

const nothing = 'the answer says that it is done';
const exceptional = 'a read of an exceptional kind is written down';
const shownOnce = 'a secret made for this answer, and shown in it alone';

/** Accounts, sessions, invitations, mail and administration. */
export const asksOfPeople: readonly Ask[] = [
  ask('GET /session', 'coordinator'),
  ask('POST /session', '@signed_out', {
    with: { email: 'account' },
    body: ({ email }) => ({ email, password }),
    bare: nothing,
    callers: few,
    writesWhenRefused: 'tries are counted',
  }),
  ask('POST /session', '@signed_out', {
    unprovable: 'a wrong password opens nothing, whether the address is known or not',
    with: { email: 'email' },
    body: ({ email }) => ({ email, password: 'not the sentence of this account' }),
    callers: few,
    writesWhenRefused: 'tries are counted',
  }),
  ask('DELETE /session', '@outsider', { bare: nothing }),
  ask('GET /sessions', 'coordinator', { bare: 'devices in words and moments' }),
  ask('DELETE /sessions/:sessionId', 'coordinator', { bare: nothing }),
  ask('DELETE /sessions', '@outsider', { bare: nothing }),
  ask('PUT /profile', 'author', {
    body: () => ({ displayName: 'Another name', language: 'en', zone: 'Europe/Brussels', theme: 'dark' }),
    bare: nothing,
  }),
  ask('POST /profile/password', '@outsider', {
    body: () => ({ currentPassword: password, newPassword: 'another sentence that nobody says' }),
    bare: nothing,
    callers: few,
    writesWhenRefused: 'tries are counted',
  }),
  ask('POST /invitation/reading', '@signed_out', {
    with: { token: 'token' },
    body: ({ token }) => ({ token }),
  }),
  ask('POST /invitation/acceptance', '@signed_out', {
    with: { token: 'token' },
    body: ({ token }) => ({ token, account: account('Somebody new') }),
    callers: few,
  }),
  ask('POST /invitation/declining', '@signed_out', {
    with: { token: 'token' },
    body: ({ token }) => ({ token }),
    bare: nothing,
  }),
  ask('GET /people', '@admin'),
  ask('POST /people/invitations', '@admin', {
    body: () => ({ email: 'new@example.org', displayName: 'New', installationRoles: [] }),
    bare: shownOnce,
  }),
  ask('POST /people/invitations/:invitationId/resending', '@admin', {
    ids: { invitationId: 'personInvitation' },
    bare: shownOnce,
  }),
  ask('POST /people/invitations/:invitationId/revocation', '@admin', {
    ids: { invitationId: 'personInvitation' },
    bare: nothing,
  }),
  ask('PUT /people/:personId/roles', '@admin', {
    body: ({ personId }, world) => ({
      installationRoles: ['call_officer'],
      version: versionOf(world, personId),
    }),
  }),
  ask('POST /people/:personId/disabling', '@admin', {
    body: ({ personId }, world) => ({ version: versionOf(world, personId) }),
  }),
  ask('POST /people/:personId/enabling', '@admin', {
    ids: { personId: 'disabledPerson' },
    body: ({ personId }, world) => ({ version: versionOf(world, personId) }),
  }),
  ask('GET /mailbox', 'coordinator'),
  ask('GET /mailbox/unread', 'coordinator', { bare: 'a number' }),
  ask('GET /mailbox/messages/:messageId', 'coordinator'),
  ask('GET /mailbox/messages/:messageId/body', 'coordinator'),
  ask('POST /mailbox/messages/:messageId/reading', 'coordinator', { bare: nothing }),
  ask('GET /admin/proposals', '@admin'),
  ask('GET /admin/reminders', '@admin', {
    with: { proposalId: 'proposal' },
    query: ({ proposalId = '' }) => ({ proposalId }),
    answersAll: 'a filter that fits nothing gives an empty list',
  }),
  ask('GET /admin/reminders', '@admin', { query: () => ({ state: 'planned' }) }),
  ask('GET /admin/reminders/:reminderId', '@admin', { writesWhenRead: exceptional }),
  ask('GET /admin/reminders/:reminderId/body', '@admin', { writesWhenRead: exceptional }),
  ask('POST /admin/reminders/:reminderId/sending', '@admin'),
  ask('POST /admin/reminders/:reminderId/retry', '@admin', { ids: { reminderId: 'failedReminder' } }),
  ask('GET /admin/deadlines', '@admin', {
    with: { proposalId: 'proposal' },
    query: ({ proposalId = '' }) => ({ proposalId }),
    answersAll: 'a filter that fits nothing gives an empty list',
  }),
  ask('GET /sample/accounts', '@signed_out'),
  ask('POST /sample/sign-in', '@signed_out', {
    with: { personId: 'samplePerson' },
    body: ({ personId }) => ({ personId }),
    bare: nothing,
  }),
  ask('GET /live', 'coordinator', { bare: 'it begins with silence' }),
  ask('GET /receipts/key', '@signed_out', { bare: 'a public key' }),
  ask('GET /api/openapi.json', '@signed_out', { bare: 'what everybody may know' }),
  ask('GET /health/live', '@signed_out', { bare: 'a word' }),
  ask('GET /health/ready', '@signed_out', { bare: 'a word' }),
];
