import { type Instant, type Outcome, ok, refuse } from '../shared/outcome.js';
import type { ProposalRole } from '../consortium/consortium.states.js';
import { MINUTE } from '../time/zoned-time.js';
import type { AttemptFacts } from './attempts.js';
import type { InstallationRole } from './identity.states.js';

/** What an installation asks of admins and coordinators: a second factor before anything else, or none unless they want one. */
export const secondFactorSettings = ['required', 'offered'] as const;

/** One of {@link secondFactorSettings}. */
export type SecondFactorSetting = (typeof secondFactorSettings)[number];

/** What a person proves themselves with, besides or instead of a password. */
export const proofKinds = ['passkey', 'app', 'recovery_code', 'password'] as const;

/** One of {@link proofKinds}. */
export type ProofKind = (typeof proofKinds)[number];

/** Who somebody is to the installation and in their proposals, all standings together. */
export interface SecondFactorDuty {
  readonly installationRoles: readonly InstallationRole[];
  readonly proposalRoles: readonly ProposalRole[];
  /** A role of the sample signs in without a password, on the machine itself only. */
  readonly isSample: boolean;
}

/** Whether a person must have a second factor: who manages people, and who can submit or withdraw a bid. */
export function mustHaveSecondFactor(setting: SecondFactorSetting, duty: SecondFactorDuty): boolean {
  if (setting === 'offered' || duty.isSample) return false;
  return (
    duty.installationRoles.some((role) => role === 'admin' || role === 'national_coordinator') ||
    duty.proposalRoles.some((role) => role === 'coordinator' || role === 'deputy_coordinator')
  );
}

/** For how many minutes a proof of who one is counts as fresh. */
export const proofMinutes = 10;

/** Until when a proof given at that instant counts. */
export const proofLasts = (provedAt: Instant): Instant =>
  new Date(provedAt.getTime() + proofMinutes * MINUTE);

/** The seconds for which one code of an authenticator app is shown (RFC 6238, section 5.2). */
export const codeSeconds = 30;

/**
 * Takes a code of an authenticator app. `step` is the number of the thirty seconds that the code belongs to, or null
 * where it belongs to none nearby; `lastStep` that of the code taken before.
 * Refuses `second_factor.code_wrong`, and `second_factor.code_used` for a code taken before or older than such a one.
 */
export function takeCode(
  step: number | null,
  lastStep: number | null,
): Outcome<number, 'second_factor.code_wrong' | 'second_factor.code_used'> {
  if (step === null) return refuse('second_factor.code_wrong');
  return lastStep !== null && step <= lastStep ? refuse('second_factor.code_used') : ok(step);
}

/** Wrong codes that cost nothing: people mistype, and codes change while they type. */
export const freeCodes = 5;

const firstWait = MINUTE / 2;
const longestWait = 15 * MINUTE;

/**
 * How many milliseconds the next code has to wait, 0 to 900 000, counted over a day. Six digits are few, so waits grow
 * longer than those for passwords: a hundred tries a day against a million codes. Nobody is locked out by it, since
 * passkeys and recovery codes never wait and a device known to the account has a count of its own.
 */
export function codeDelay({ failures, lastFailureAt }: AttemptFacts, now: Instant): number {
  if (lastFailureAt === null || failures < freeCodes) return 0;
  const wait = Math.min(firstWait * 2 ** (failures - freeCodes), longestWait);
  return Math.max(0, wait - Math.max(0, now.getTime() - lastFailureAt.getTime()));
}

/**
 * Looks at a passkey's count of uses (WebAuthn level 3, section 6.1.1). Passkeys that are shared between devices count
 * nothing and say 0. Refuses `passkey.copied` when the count did not rise: two devices hold the same key.
 */
export function countPasskeyUse(known: number, given: number): Outcome<number, 'passkey.copied'> {
  if (known === 0 && given === 0) return ok(0);
  return given > known ? ok(given) : refuse('passkey.copied');
}

/** Takes a second factor away. Refuses `second_factor.last_required` for the last one of somebody who must have one. */
export function removeSecondFactor(facts: {
  readonly left: number;
  readonly isRequired: boolean;
}): Outcome<{ readonly left: number }, 'second_factor.last_required'> {
  return facts.left === 0 && facts.isRequired
    ? refuse('second_factor.last_required')
    : ok({ left: facts.left });
}

/** How many recovery codes are made at once. */
export const recoveryCodeCount = 10;

/** Crockford's base 32: no letter looks like a figure, and none makes a word. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = /.{1,4}/g;

/** Bytes of chance in one recovery code: 80 bits. */
export const recoveryCodeBytes = 10;

/** A recovery code as it is printed, `7F3K-9QXM-0T2B-W8HD`, from ten bytes of chance. */
export function recoveryCodeOf(chance: Uint8Array): string {
  let bits = 0n;
  for (const byte of chance) bits = (bits << 8n) | BigInt(byte);
  const letters = Array.from({ length: (chance.length * 8) / 5 }, (_, place) =>
    alphabet.charAt(Number((bits >> BigInt(place * 5)) & 31n)),
  );
  return (letters.reverse().join('').match(groups) ?? []).join('-');
}

/** A recovery code as people type it: small letters, spaces, O for 0, I and L for 1. */
export const normaliseRecoveryCode = (typed: string): string =>
  (
    typed
      .toUpperCase()
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1')
      .replace(/[^0-9A-Z]/g, '')
      .match(groups) ?? []
  ).join('-');
