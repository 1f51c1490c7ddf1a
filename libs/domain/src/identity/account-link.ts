import { type Instant, type Outcome, ok, refuse } from '../shared/outcome.js';

/** What a link that was mailed to an account does, once: set a new password, or confirm a new address. */
export const accountLinkKinds = ['password', 'address'] as const;

/** One of {@link accountLinkKinds}. */
export type AccountLinkKind = (typeof accountLinkKinds)[number];

/** How many minutes such a link works. */
export const accountLinkMinutes = 60;

/** A link, read under its lock. */
export interface AccountLinkFacts {
  readonly kind: AccountLinkKind;
  readonly usedAt: Instant | null;
  /** Set when another link was used instead, or the account changed since. */
  readonly endedAt: Instant | null;
  readonly expiresAt: Instant;
}

/**
 * Whether a link may be used for this. Refuses `account_link.unknown` (of another kind: it is no such link),
 * `account_link.used`, `account_link.replaced` and `account_link.expired` (from the instant of its expiry on).
 */
export function useAccountLink(
  kind: AccountLinkKind,
  facts: AccountLinkFacts,
  now: Instant,
): Outcome<
  AccountLinkKind,
  'account_link.unknown' | 'account_link.used' | 'account_link.replaced' | 'account_link.expired'
> {
  if (facts.kind !== kind) return refuse('account_link.unknown');
  if (facts.usedAt !== null) return refuse('account_link.used');
  if (facts.endedAt !== null) return refuse('account_link.replaced');
  return now >= facts.expiresAt ? refuse('account_link.expired') : ok(kind);
}
