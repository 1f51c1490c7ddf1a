import { appCode } from '../world/open-doors.js';
import { password } from '../world/invite-people.js';
import { type Ask, ask, few } from './ask.js';

const nothing = 'the answer says that it is done';
const shownOnce = 'a secret made for this answer, and shown in it alone';
const exceptional = 'a read of an exceptional kind is written down';
const ceremony = 'a passkey’s answer is made by a browser and its key: second-factor specs carry one through';
/** Those half signed in, and some who are not. */
const atTheDoor = ['begun', 'signed_out', 'outsider', 'alfa.coordinator', 'admin'] as const;
const counted = 'tries are counted';

/** What a browser would send; nobody’s key signed it. */
const passkeyUsed = {
  ...{ id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {} },
  response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
};
const passkeyMade = {
  ...{ id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {} },
  response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
};

/** Second factors, fresh proofs, and the installation’s own record. */
export const asksOfAccounts: readonly Ask[] = [
  ask('GET /sign-in', '@begun'),
  ask('DELETE /sign-in', '@begun', { bare: nothing, callers: atTheDoor }),
  ask('POST /sign-in/passkey', '@begun', {
    bare: shownOnce,
    callers: atTheDoor,
    writesWhenRefused: counted,
  }),
  ask('POST /sign-in/second-step', '@begun', {
    body: (_ids, world) => ({ with: 'app', code: appCode(world.id('alfa', 'appSecret')) }),
    bare: nothing,
    callers: atTheDoor,
    writesWhenRefused: counted,
  }),
  ...['app/offer', 'passkeys/offer'].map((what) =>
    ask(`POST /sign-in/${what}`, '@begun', {
      unprovable: 'only for those who must set up a factor to get in: second-factor specs do it',
      callers: atTheDoor,
      writesWhenRefused: counted,
    }),
  ),
  ask('POST /sign-in/app', '@begun', {
    body: () => ({ offer: 'AAAA', code: '123456' }),
    unprovable: 'only for those who must set up a factor to get in: second-factor specs do it',
    callers: atTheDoor,
    writesWhenRefused: counted,
  }),
  ask('POST /sign-in/passkeys', '@begun', {
    body: () => ({ name: 'A key', passkey: passkeyMade }),
    unprovable: ceremony,
    callers: atTheDoor,
    writesWhenRefused: counted,
  }),
  ask('POST /session/passkey/challenge', '@signed_out', {
    bare: shownOnce,
    callers: atTheDoor,
    writesWhenRefused: counted,
  }),
  ask('POST /session/passkey', '@signed_out', {
    body: () => ({ passkey: passkeyUsed }),
    unprovable: ceremony,
    callers: atTheDoor,
    writesWhenRefused: counted,
  }),
  ask('POST /session/proof/ways', 'coordinator', { bare: 'ways and moments' }),
  ask('POST /session/proof', '@outsider', {
    body: () => ({ with: 'password', password }),
    bare: 'a moment',
    callers: few,
    writesWhenRefused: counted,
  }),
  ask('GET /second-factor', 'coordinator'),
  ask('POST /second-factor/app/offer', 'coordinator', { bare: shownOnce }),
  ask('POST /second-factor/app', '@outsider', {
    with: { offer: 'appOffer' },
    body: ({ offer }, world) => ({ offer, code: appCode(world.id('alfa', 'offeredSecret')) }),
    bare: shownOnce,
    writesWhenRefused: counted,
  }),
  ask('DELETE /second-factor/app', '@careful', { bare: 'what is left: nothing' }),
  ask('POST /second-factor/passkeys/offer', 'coordinator', { bare: shownOnce }),
  ask('POST /second-factor/passkeys', 'coordinator', {
    body: () => ({ name: 'A key', passkey: passkeyMade }),
    unprovable: ceremony,
    writesWhenRefused: 'a challenge is used up by the first answer',
  }),
  ask('PUT /second-factor/passkeys/:passkeyId', 'coordinator', {
    body: () => ({ name: 'Another name' }),
    bare: 'what was just typed',
  }),
  ask('DELETE /second-factor/passkeys/:passkeyId', 'coordinator', { bare: 'what is left: nothing' }),
  ask('POST /second-factor/recovery-codes', 'coordinator', { bare: shownOnce }),
  ask('POST /people/:personId/second-factor/resetting', '@admin', {
    ids: { personId: 'carefulPerson' },
    bare: nothing,
  }),
  ask('POST /password-reset', '@signed_out', {
    with: { email: 'email' },
    body: ({ email }) => ({ email }),
    bare: nothing,
    answersAll: 'known or unknown, the answer is the same',
  }),
  ask('POST /password-reset/reading', '@signed_out', {
    with: { token: 'passwordLink' },
    body: ({ token }) => ({ token }),
  }),
  ask('POST /password-reset/setting', '@signed_out', {
    with: { token: 'passwordLink' },
    body: ({ token }) => ({ token, password: 'a sentence that replaces another' }),
    bare: nothing,
    callers: few,
  }),
  ask('POST /profile/address', '@outsider', {
    body: () => ({ email: 'another@example.org', currentPassword: password }),
    bare: nothing,
    callers: few,
    writesWhenRefused: counted,
  }),
  ask('POST /profile/address/confirmation', '@signed_out', {
    with: { token: 'addressLink' },
    body: ({ token }) => ({ token }),
  }),
  ask('DELETE /other-sessions', '@outsider', { bare: nothing }),
  ask('POST /people/:personId/password-reset', '@admin', { bare: nothing }),
  ask('GET /audit', '@admin'),
  ask('GET /audit/check', '@admin', { bare: 'whether the record is whole' }),
  ask('GET /audit/export', '@admin', { writesWhenRead: exceptional }),
];
