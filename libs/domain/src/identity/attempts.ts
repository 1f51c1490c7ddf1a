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

/**
 * The wait for one attempt that counts under several keys. A device on which the account has signed in before has a
 * budget of its own: then only `device` counts and strangers cannot slow its owner down.
 */
export function signInDelay(
  facts: {
    readonly account: AttemptFacts;
    readonly address: AttemptFacts;
    readonly device: AttemptFacts | null;
  },
  now: Instant,
): number {
  if (facts.device) return attemptDelay(facts.device, now);
  return Math.max(attemptDelay(facts.account, now), attemptDelay(facts.address, now));
}
