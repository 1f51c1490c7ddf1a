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

/** What an occurrence means; two with the same meaning are the same message. */
export interface ReminderMeaning {
  readonly deadlineId: string;
  readonly deadlineRevision: number;
  readonly recipientId: string;
  /** What kind of message, `deadline_approaching`. One kind never suppresses another. */
  readonly kind: string;
  /** Offset as stored, `-7d`. */
  readonly offset: string;
}

/** The key under which an occurrence is unique in the ledger. */
export function reminderKey(meaning: ReminderMeaning): string {
  const { deadlineId, deadlineRevision, recipientId, kind, offset } = meaning;
  return [deadlineId, deadlineRevision, recipientId, kind, offset].join('/');
}

/** An occurrence to be written to the ledger. */
export interface PlannedOccurrence extends ReminderMeaning {
  readonly key: string;
  readonly dueAt: Instant;
}

/** What occurrences are planned from: one deadline, one kind of message, its offsets and audience. */
export interface PlanningFacts {
  readonly deadline: {
    readonly deadlineId: string;
    readonly revision: number;
    readonly dueAt: Instant;
    readonly zone: string;
  };
  readonly kind: string;
  readonly offsets: readonly string[];
  readonly recipientIds: readonly string[];
}

/** Occurrences to plan, and offsets left out because their moment has gone by. */
export interface PlannedReminders {
  readonly occurrences: readonly PlannedOccurrence[];
  readonly leftOut: readonly ReminderMeaning[];
}

/**
 * Plans the occurrences of one revision of a deadline, the earliest first. Only moments in the future are planned; so an
 * offset that was sent for an earlier revision is repeated only where its new instant lies ahead, and a late change
 * never sets off a storm of mails about what has gone by.
 * Refuses `reminder.offset_malformed`.
 */
export function planReminders(
  facts: PlanningFacts,
  now: Instant,
): Outcome<PlannedReminders, 'reminder.offset_malformed'> {
  const occurrences: PlannedOccurrence[] = [];
  const leftOut: ReminderMeaning[] = [];
  const { deadlineId, revision, dueAt: deadlineAt, zone } = facts.deadline;
  for (const text of new Set(facts.offsets)) {
    const offset = parseReminderOffset(text);
    if (!offset.ok) return offset;
    const dueAt = reminderDueAt(deadlineAt, zone, offset.value);
    for (const recipientId of new Set(facts.recipientIds)) {
      const meaning = { deadlineId, deadlineRevision: revision, recipientId, kind: facts.kind, offset: text };
      if (dueAt > now) occurrences.push({ ...meaning, key: reminderKey(meaning), dueAt });
      else leftOut.push(meaning);
    }
  }
  occurrences.sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
  return ok({ occurrences, leftOut });
}
