/** How full a text is: `none` without a limit, `near` from 90 %, `over` above the limit. A meter never blocks writing. */
export type LimitLevel = 'none' | 'ok' | 'near' | 'over';

/** A count against its limit, in words, characters or pages, whichever the limit is in. */
export interface LimitMeter {
  readonly level: LimitLevel;
  readonly count: number;
  readonly limit: number | null;
  /** Count divided by limit, 0 without a limit; above 1 when over. */
  readonly share: number;
  /** How many above the limit, 0 when not over. */
  readonly excess: number;
}

const nearFrom = 0.9;

/** Measures a count (whole, not negative) against a limit (above 0, or null for none). Exactly at the limit is `near`. */
export function limitMeter(count: number, limit: number | null): LimitMeter {
  if (limit === null || limit <= 0) return { level: 'none', count, limit: null, share: 0, excess: 0 };
  const share = count / limit;
  const level = count > limit ? 'over' : share >= nearFrom ? 'near' : 'ok';
  return { level, count, limit, share, excess: Math.max(0, count - limit) };
}
