import type { Instant } from '@concordat/domain';

/** A clock that only moves when it is told to. */
export interface FakeClock {
  /** The moment it stands at. */
  now(): Instant;
  /** Moves it on by so many milliseconds; a negative number is refused. */
  advance(milliseconds: number): Instant;
  /** Puts it to a moment, in the past too: real clocks are set back. */
  set(instant: Instant | string): Instant;
}

/** Makes a clock that stands at a moment, given as a Date or as ISO text. */
export function fakeClock(start: Instant | string = '2026-01-15T09:00:00Z'): FakeClock {
  let at = momentOf(start);
  return {
    now: () => new Date(at),
    advance(milliseconds) {
      if (!(milliseconds >= 0)) throw new RangeError('A clock advances; to put it back, set it.');
      at += milliseconds;
      return new Date(at);
    },
    set(instant) {
      at = momentOf(instant);
      return new Date(at);
    },
  };
}

function momentOf(instant: Instant | string): number {
  const moment = new Date(instant).getTime();
  if (Number.isNaN(moment)) throw new RangeError(`"${String(instant)}" is no moment.`);
  return moment;
}
