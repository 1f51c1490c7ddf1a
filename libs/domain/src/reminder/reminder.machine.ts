import { type Instant, type Outcome, ok, refuse } from '../shared/outcome.js';
import { MINUTE } from '../time/zoned-time.js';
import type { ReminderState } from './reminder.states.js';

interface ReminderStep {
  readonly from: readonly ReminderState[];
  readonly to: ReminderState;
}

/**
 * Every step of a reminder occurrence. `claim` takes it straight from planned or from due; `reclaim` is a new worker
 * taking over an expired lease, under a higher fencing number and the same Message-ID.
 */
export const reminderSteps = {
  fallDue: { from: ['planned'], to: 'due' },
  claim: { from: ['planned', 'due'], to: 'sending' },
  reclaim: { from: ['sending'], to: 'sending' },
  deliver: { from: ['sending'], to: 'sent' },
  fail: { from: ['sending'], to: 'failed' },
  retry: { from: ['failed'], to: 'due' },
  sendNow: { from: ['planned', 'failed'], to: 'due' },
  cancel: { from: ['planned', 'due', 'sending', 'failed'], to: 'cancelled' },
  skip: { from: ['planned', 'due'], to: 'skipped' },
} as const satisfies Record<string, ReminderStep>;

/** The name of a step of {@link reminderSteps}. */
export type ReminderStepName = keyof typeof reminderSteps;

/** Says whether a step of an occurrence is legal. Refuses `reminder.wrong_state`. */
export function takeReminderStep(
  step: ReminderStepName,
  state: ReminderState,
): Outcome<ReminderState, 'reminder.wrong_state'> {
  const { from, to }: ReminderStep = reminderSteps[step];
  return from.includes(state) ? ok(to) : refuse('reminder.wrong_state');
}

/** How often a reminder is tried at most, the first time included. */
export const maxReminderAttempts = 6;

const firstPause = MINUTE;
const longestPause = 30 * MINUTE;

/**
 * When to try again after some attempts (1 after the first failure): after 1, 2, 4, 8 and 16 minutes. Null when it has
 * been tried {@link maxReminderAttempts} times; then a person has to look.
 */
export function nextAttemptAt(attempts: number, now: Instant): Instant | null {
  if (attempts >= maxReminderAttempts) return null;
  const pause = Math.min(firstPause * 2 ** Math.max(0, attempts - 1), longestPause);
  return new Date(now.getTime() + pause);
}
