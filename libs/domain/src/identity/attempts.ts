import type { Instant } from '../shared/outcome.js';
import { MINUTE } from '../time/zoned-time.js';

/** Failed sign-in attempts that still count, under one key: an account, a network address, or a known device. */
export interface AttemptFacts {
  /** Failures since the last success. */
  readonly failures: number;
  readonly lastFailureAt: Instant | null;
}

/** Failures that cost nothing: people mistype. */
export const freeAttempts = 4;

const longestWait = 30_000;
const forgottenAfter = 15 * MINUTE;

/**
 * How many milliseconds an attempt has to wait, 0 to 30 000. Attempts slow down and are never refused for good: a rival
 * could otherwise lock a coordinator out just before a cut-off. Failures older than 15 minutes are forgotten.
 */
export function attemptDelay(facts: AttemptFacts, now: Instant): number {
  const { failures, lastFailureAt } = facts;
  if (lastFailureAt === null || failures <= freeAttempts) return 0;
  const since = now.getTime() - lastFailureAt.getTime();
  if (since >= forgottenAfter) return 0;
  const wait = Math.min(1000 * 2 ** (failures - freeAttempts - 1), longestWait);
  return Math.max(0, wait - Math.max(0, since));
}

/** The longest wait for what others tried on the account from elsewhere. */
const longestWaitForOthers = 2_000;

/**
 * The wait for one attempt that counts under several keys. A device on which the account has signed in before has a
 * budget of its own: then only `device` counts and strangers cannot slow its owner down. From elsewhere `here` counts,
 * the failures on this account from this network address, and the `address` for all its accounts. What the whole
 * `account` suffers slows those down, by 2 s at most, who failed here before: a stranger's thousand tries never keep
 * its owner with the right password waiting, on whatever new device.
 */
export function signInDelay(
  facts: {
    readonly account: AttemptFacts;
    readonly here: AttemptFacts;
    readonly address: AttemptFacts;
    readonly device: AttemptFacts | null;
  },
  now: Instant,
): number {
  if (facts.device) return attemptDelay(facts.device, now);
  const others =
    facts.here.failures === 0 ? 0 : Math.min(attemptDelay(facts.account, now), longestWaitForOthers);
  return Math.max(attemptDelay(facts.here, now), attemptDelay(facts.address, now), others);
}
