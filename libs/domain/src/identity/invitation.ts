import { type Instant, type Outcome, ok, refuse } from '../shared/outcome.js';
import { sameEmail } from './names.js';
import type { InvitationState } from './identity.states.js';

/** An invitation, read under its lock. */
export interface InvitationFacts {
  readonly state: InvitationState;
  readonly expiresAt: Instant;
  /** The address it was sent to. */
  readonly email: string;
}

/** Why an invitation cannot be answered. */
export type InvitationRefusal =
  | 'invitation.used'
  | 'invitation.declined'
  | 'invitation.revoked'
  | 'invitation.expired'
  | 'invitation.wrong_address';

/**
 * Answers an invitation as the person with that e-mail address.
 * Refuses `invitation.used`, `invitation.declined`, `invitation.revoked`, `invitation.expired` (from the instant of its
 * expiry on) and `invitation.wrong_address` (sent to somebody else).
 */
export function answerInvitation(
  answer: 'accepted' | 'declined',
  facts: InvitationFacts,
  email: string,
  now: Instant,
): Outcome<InvitationState, InvitationRefusal> {
  const closed = closedBecause(facts, now);
  if (closed) return refuse(closed);
  return sameEmail(facts.email, email) ? ok(answer) : refuse('invitation.wrong_address');
}

/** Takes an invitation back. Refuses `invitation.used`, `invitation.declined`, `invitation.revoked`. */
export function revokeInvitation(
  facts: InvitationFacts,
): Outcome<InvitationState, Exclude<InvitationRefusal, 'invitation.expired' | 'invitation.wrong_address'>> {
  if (facts.state === 'accepted') return refuse('invitation.used');
  if (facts.state === 'declined') return refuse('invitation.declined');
  if (facts.state === 'revoked') return refuse('invitation.revoked');
  return ok('revoked');
}

/** The state to show: a sent invitation whose time has run out is expired, whether or not a job has noted it. */
export function invitationStateAt(facts: InvitationFacts, now: Instant): InvitationState {
  return facts.state === 'sent' && now >= facts.expiresAt ? 'expired' : facts.state;
}

function closedBecause(facts: InvitationFacts, now: Instant): InvitationRefusal | null {
  const reasons = {
    sent: null,
    accepted: 'invitation.used',
    declined: 'invitation.declined',
    revoked: 'invitation.revoked',
    expired: 'invitation.expired',
  } as const satisfies Record<InvitationState, InvitationRefusal | null>;
  return reasons[invitationStateAt(facts, now)];
}
