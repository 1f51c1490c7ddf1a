import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const identityRefusals = {
  'sign_in.failed': {
    status: 401,
    message: 'This address and password do not belong together. Nothing is locked. Check both and try again.',
  },
  'password.wrong': {
    status: 409,
    message: 'That is not your current password. Nothing was changed. Write it again.',
  },
  'password.none': {
    status: 409,
    message: 'This account signs in without a password, so there is none to change. Nothing was changed.',
  },
  'password.too_short': {
    status: 409,
    message:
      'That password is too short. Nothing was changed. Use at least 12 characters; a sentence is good.',
  },
  'password.too_long': {
    status: 409,
    message: 'That password is too long. Nothing was changed. Use at most 256 characters.',
  },
  'password.repeats': {
    status: 409,
    message: 'That password repeats itself. Nothing was changed. Use at least five different characters.',
  },
  'password.contains_name': {
    status: 409,
    message:
      'That password holds your name or address, which is guessed first. Nothing was changed. Choose another.',
  },
  'password.common': {
    status: 409,
    message:
      'That password is one of those guessed first. Nothing was changed. Choose another; a sentence is good.',
  },
  'account_link.unknown': {
    status: 410,
    message:
      'This link belongs to nothing. It may be cut off. Open the newest mail, or ask for a new link; nothing was changed.',
  },
  'account_link.used': {
    status: 409,
    message:
      'This link was used before; a link works once. If it was not you, tell your administrator at once.',
  },
  'account_link.replaced': {
    status: 410,
    message:
      'This link no longer counts, because the account changed since. Ask for a new one if you need it.',
  },
  'account_link.expired': {
    status: 410,
    message: 'This link has expired; it works for an hour. Nothing was changed. Ask for a new one.',
  },
  'address.taken': {
    status: 409,
    message:
      'Another account has this address by now. Nothing was changed. Sign in with it, or use another address.',
  },
  'address.unchanged': {
    status: 409,
    message: 'That is your address already. Nothing was changed.',
  },
  'person.reset_sent_before': {
    status: 409,
    message:
      'Three links were sent to this account within the hour, and they work. No other was sent. Ask the person to look into their mail.',
  },
  'person.is_sample': {
    status: 409,
    message: 'This is a role of the sample and has no password. Nothing was sent.',
  },
  'invitation.unknown': {
    status: 410,
    message:
      'This link belongs to no invitation. It may be cut off or replaced by a newer one. Open the newest mail, or ask who invited you to send it again.',
  },
  'invitation.used': {
    status: 409,
    message: 'This invitation was accepted before; a link works once. Sign in with your account.',
  },
  'invitation.declined': {
    status: 409,
    message: 'This invitation was declined. If that was a mistake, ask who invited you to send a new one.',
  },
  'invitation.revoked': {
    status: 409,
    message: 'This invitation was taken back. Ask who invited you if you still need access.',
  },
  'invitation.expired': {
    status: 410,
    message: 'This invitation has expired. Ask who invited you to send it again; that takes one click.',
  },
  'invitation.wrong_address': {
    status: 409,
    message:
      'This invitation was sent to another person than the one signed in here. Nothing was changed. Sign out and open the link again.',
  },
  'invitation.sign_in_first': {
    status: 409,
    message:
      'An account has this address already. Sign in with it and open the link again; the invitation stays.',
  },
  'invitation.account_needed': {
    status: 400,
    message: 'Set a name and a password to accept. The invitation stays until you do.',
  },
  'invitation.other_state': {
    status: 409,
    message:
      'You take part in this proposal for another state already, and a person speaks for one. Nothing was changed. Ask the coordinator.',
  },
  'invitation.address_taken': {
    status: 409,
    message:
      'Somebody has an account with this address already. The link stays. Sign in, or use another address.',
  },
  'invitation.member_left': {
    status: 409,
    message:
      'The state you were invited for has left the proposal. Nothing was changed. Ask the coordinator.',
  },
  'person.last_admin': {
    status: 409,
    message: 'This is the last administrator. Nothing was changed. Give the role to somebody else first.',
  },
  'person.has_account': {
    status: 409,
    message:
      'Somebody has an account with this address already. Nothing was sent. Change their roles in the list.',
  },
  'person.already_disabled': {
    status: 409,
    message: 'This account is closed already. Nothing was changed.',
  },
  'person.not_disabled': { status: 409, message: 'This account is open already. Nothing was changed.' },
} as const satisfies Record<string, RefusalText>;
