import { type Instant, type Outcome, ok, refuse } from '../shared/outcome.js';
import { HOUR, minusWallDays } from '../time/zoned-time.js';

/** How long before its deadline a reminder goes: calendar days at the same wall time, or hours. 0 is "when due". */
export interface ReminderOffset {
  readonly unit: 'days' | 'hours';
  /** Whole and not negative: 7 is seven days before. */
  readonly before: number;
}

/** The offsets a plan starts with: 7, 2 and 1 days before, 4 hours before, and when due. */
export const defaultReminderOffsets = ['-7d', '-2d', '-1d', '-4h', '0'] as const;

const longestDays = 365;

/** Reads an offset as plans store it: `-7d`, `-4h`, `0`. Refuses `reminder.offset_malformed` (365 days at most). */
export function parseReminderOffset(text: string): Outcome<ReminderOffset, 'reminder.offset_malformed'> {
  if (text === '0') return ok({ unit: 'hours', before: 0 });
  const match = /^-([1-9]\d{0,3})([dh])$/.exec(text);
  if (!match) return refuse('reminder.offset_malformed');
  const before = Number(match[1]);
  const unit = match[2] === 'd' ? 'days' : 'hours';
  const days = unit === 'days' ? before : before / 24;
  return days > longestDays ? refuse('reminder.offset_malformed') : ok({ unit, before });
}

/** An offset as plans store it; the inverse of {@link parseReminderOffset}. */
export function reminderOffsetText(offset: ReminderOffset): string {
  return offset.before === 0 ? '0' : `-${offset.before}${offset.unit === 'days' ? 'd' : 'h'}`;
}

/** When an occurrence is due: days count on the wall in the deadline's zone, hours by the clock. */
export function reminderDueAt(deadlineAt: Instant, zone: string, offset: ReminderOffset): Instant {
  if (offset.unit === 'days') return minusWallDays(deadlineAt, zone, offset.before);
  return new Date(deadlineAt.getTime() - offset.before * HOUR);
}

/** When a deadline is announced: offsets with a moment to come, and offsets whose moment has gone by. */
export interface ReminderMoments {
  readonly ahead: readonly { readonly offset: string; readonly dueAt: Instant }[];
  readonly gone: readonly string[];
}

/**
 * The moments at which a deadline is announced to whoever is to hear of it, each offset once. Only moments in the future
 * are planned; so an offset that was sent for an earlier revision is repeated only where its new instant lies ahead, and
 * a late change never sets off a storm of mails about what has gone by.
 * Refuses `reminder.offset_malformed`.
 */
export function reminderMoments(
  deadline: { readonly dueAt: Instant; readonly zone: string },
  offsets: readonly string[],
  now: Instant,
): Outcome<ReminderMoments, 'reminder.offset_malformed'> {
  const ahead: { offset: string; dueAt: Instant }[] = [];
  const gone: string[] = [];
  for (const text of new Set(offsets)) {
    const offset = parseReminderOffset(text);
    if (!offset.ok) return offset;
    const dueAt = reminderDueAt(deadline.dueAt, deadline.zone, offset.value);
    if (dueAt > now) ahead.push({ offset: text, dueAt });
    else gone.push(text);
  }
  return ok({ ahead, gone });
}
