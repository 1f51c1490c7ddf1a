import type { Instant } from '../shared/outcome.js';
import { minusWallDays } from '../time/zoned-time.js';
import type { DeadlineKind } from './deadline.states.js';

/** A step of a timetable: so many calendar days before the cut-off, at the cut-off's hour in its zone. */
export interface TimetableStep {
  readonly kind: DeadlineKind;
  /** Whole days, 0 for the cut-off itself. */
  readonly daysBefore: number;
}

/**
 * The timetable a proposal starts with, planned back from its cut-off. "Submit a complete version" 2 days before and a
 * final version 3 days before are advice of two independent guides (https://www.hrb.ie/funding/eu-funding-support/,
 * https://www.ntnu.edu/iv/application-procedure-and-timeline); the others are single-source or our default, so the
 * coordinator can change them all.
 */
export const defaultTimetable: readonly TimetableStep[] = [
  { kind: 'full_draft', daysBefore: 21 },
  { kind: 'states_review', daysBefore: 14 },
  { kind: 'sign_off', daysBefore: 7 },
  { kind: 'freeze', daysBefore: 3 },
  { kind: 'submit', daysBefore: 2 },
  { kind: 'cut_off', daysBefore: 0 },
];

/** A planned moment. */
export interface PlannedDeadline extends TimetableStep {
  readonly dueAt: Instant;
  /** True when the moment had gone by when it was planned: shown as such, never reminded of. */
  readonly alreadyPast: boolean;
}

/** Plans back from a cut-off by wall-clock days in the zone of its rule, the earliest first. */
export function planTimetable(
  cutOffAt: Instant,
  zone: string,
  now: Instant,
  steps: readonly TimetableStep[] = defaultTimetable,
): PlannedDeadline[] {
  return [...steps]
    .sort((one, other) => other.daysBefore - one.daysBefore)
    .map((step) => {
      const dueAt = minusWallDays(cutOffAt, zone, step.daysBefore);
      return { ...step, dueAt, alreadyPast: dueAt <= now };
    });
}
