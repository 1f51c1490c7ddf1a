/** A moment as three clocks show it, in milliseconds: the process's, the database's, and one that only ever runs on. */
export interface ClockReading {
  readonly processMs: number;
  readonly databaseMs: number;
  readonly steadyMs: number;
  /** How long asking the database took: it is no better known than that. */
  readonly tripMs: number;
}

/** What a reading says about the clocks. */
export interface ClockJudgement {
  /** `wrong` above two seconds, `right` below one; between them and where the trip took too long nothing is said. */
  readonly skew: 'wrong' | 'right' | 'unknown';
  readonly skewMs: number;
  /** By how much the process's clock was set since the reading before; 0 for what drift and delay explain. */
  readonly jumpMs: number;
}

export const skewLimitMs = 2_000;
const jumpLimitMs = 2_000;

/** Compares a reading with the one before it; the first has none. */
export function judgeClocks(now: ClockReading, before: ClockReading | undefined): ClockJudgement {
  const skewMs = Math.round(Math.abs(now.databaseMs - now.processMs));
  const sure = Math.max(0, skewMs - now.tripMs / 2);
  const skew = sure > skewLimitMs ? 'wrong' : skewMs + now.tripMs / 2 < skewLimitMs / 2 ? 'right' : 'unknown';
  const jumped = before ? now.processMs - before.processMs - (now.steadyMs - before.steadyMs) : 0;
  return { skew, skewMs, jumpMs: Math.abs(jumped) > jumpLimitMs ? Math.round(jumped) : 0 };
}
