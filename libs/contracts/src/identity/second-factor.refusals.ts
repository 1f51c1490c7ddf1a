import type { RefusalText } from '../platform/refusals.js';

/** What second factors refuse, and the sentence for it. */
export const secondFactorRefusals = {
  'session.step_up_needed': {
    status: 403,
    message:
      'This step asks for a fresh proof that it is you, and has not been taken. Try again and prove it: it goes on by itself.',
  },
  'sign_in.begin_again': {
    status: 401,
    message:
      'Too much time or too many tries have passed since your password. Nothing is locked. Sign in again.',
  },
  'second_factor.code_wrong': {
    status: 409,
    message: 'That code is not the one the app shows now. Nothing was changed. Write the newest one.',
  },
  'second_factor.code_used': {
    status: 409,
    message: 'That code was used already; each works once. Nothing was changed. Wait for the next one.',
  },
  'second_factor.code_slow_down': {
    status: 429,
    message:
      'Too many wrong codes. Nothing is locked. Try again in {seconds} s, or use a passkey or a recovery code now.',
  },
  'second_factor.recovery_code_wrong': {
    status: 409,
    message:
      'That recovery code is unknown or used up; each works once. Nothing was changed. Try another of your list.',
  },
  'second_factor.offer_expired': {
    status: 409,
    message: 'This square code has expired. Nothing was changed. Begin again; the app forgets the old one.',
  },
  'second_factor.last_required': {
    status: 409,
    message:
      'Your role needs a second factor and this is your last. Nothing was changed. Add another one first.',
  },
  'second_factor.none': {
    status: 409,
    message: 'There is no second factor to do this with. Nothing was changed. Set one up first.',
  },
  'second_factor.way_closed': {
    status: 409,
    message: 'That way does not prove you here. Nothing was changed. Choose one of those offered.',
  },
  'passkey.refused': {
    status: 401,
    message:
      'That passkey does not open this installation. Nothing is locked. Try again, or sign in with your password.',
  },
  'passkey.challenge_over': {
    status: 409,
    message:
      'The question to your passkey has expired; it holds five minutes, once. Nothing was changed. Try again.',
  },
  'passkey.copied': {
    status: 409,
    message:
      'Two devices seem to hold this passkey, so it opens nothing. Nothing was changed. Use another way and remove it in your profile.',
  },
  'passkey.known': {
    status: 409,
    message: 'This passkey is in your list already. Nothing was changed.',
  },
  'passkey.not_made': {
    status: 409,
    message: 'The passkey could not be checked. Nothing was kept. Try again, or use an authenticator app.',
  },
  'passkey.no_place': {
    status: 409,
    message:
      'Passkeys need a host name, and this installation is reached by a number. Nothing was changed. Use an authenticator app.',
  },
  'passkey.too_many': {
    status: 409,
    message: 'You have twenty passkeys, the most there may be. Nothing was kept. Remove one first.',
  },
} as const satisfies Record<string, RefusalText>;
