import type { Instant } from '../shared/outcome.js';
import { minusWallDays } from '../time/zoned-time.js';
import type { DeadlineKind } from './deadline.states.js';

/** A deadline as it stands before the cut-off moves. */
export interface StandingDeadline {
  readonly deadlineId: string;
  readonly kind: DeadlineKind;
  /** Calendar days before the cut-off; null for a deadline with a date of its own. */
  readonly daysBefore: number | null;
  readonly dueAt: Instant;
  /** Counts up with every move; a reminder belongs to one revision. */
  readonly revision: number;
  readonly doneAt: Instant | null;
}

/** One deadline that moves. */
export interface DeadlineMove {
  readonly deadlineId: string;
  readonly kind: DeadlineKind;
  readonly from: Instant;
  readonly to: Instant;
  readonly revision: number;
  /** The new moment has already gone by. */
  readonly alreadyPast: boolean;
}

/** What a move of the cut-off does to deadlines; the same data is the preview and the plan. */
export interface Replan {
  readonly moves: readonly DeadlineMove[];
  /** Untouched: done, or with a date of its own that still fits. */
  readonly stays: readonly string[];
  /** With a date of its own after the new cut-off: no longer any use, to be cancelled. */
  readonly obsolete: readonly string[];
}

/**
 * Plans every open relative deadline back from a new cut-off, by wall-clock days in the zone of its rule. What is done
 * keeps its history; what has a date of its own stays unless it would fall after the cut-off.
 */
export function replanDeadlines(
  deadlines: readonly StandingDeadline[],
  newCutOffAt: Instant,
  zone: string,
  now: Instant,
): Replan {
  const moves: DeadlineMove[] = [];
  const stays: string[] = [];
  const obsolete: string[] = [];
  for (const deadline of deadlines) {
    const to = deadline.daysBefore === null ? null : minusWallDays(newCutOffAt, zone, deadline.daysBefore);
    if (deadline.doneAt !== null) stays.push(deadline.deadlineId);
    else if (to === null) (deadline.dueAt > newCutOffAt ? obsolete : stays).push(deadline.deadlineId);
    else if (to.getTime() === deadline.dueAt.getTime()) stays.push(deadline.deadlineId);
    else moves.push(moved(deadline, to, now));
  }
  return { moves, stays, obsolete };
}

function moved(deadline: StandingDeadline, to: Instant, now: Instant): DeadlineMove {
  const { deadlineId, kind, dueAt, revision } = deadline;
  return { deadlineId, kind, from: dueAt, to, revision: revision + 1, alreadyPast: to <= now };
}
