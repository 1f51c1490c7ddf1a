import { type Outcome, ok, refuse } from '../shared/outcome.js';
import type { LetterState } from './consortium.states.js';

interface LetterStep {
  readonly from: readonly LetterState[];
  readonly to: LetterState;
  readonly needsReason?: true;
}

/** Every step of a letter. A returned or expired one may be asked for again; `record` is a letter that came unasked. */
export const letterSteps = {
  request: { from: ['needed', 'returned', 'expired'], to: 'requested' },
  record: { from: ['needed', 'requested', 'returned'], to: 'received' },
  accept: { from: ['received'], to: 'accepted' },
  return: { from: ['received', 'accepted'], to: 'returned', needsReason: true },
  expire: { from: ['needed', 'requested', 'received', 'accepted', 'returned'], to: 'expired' },
} as const satisfies Record<string, LetterStep>;

/** The name of a step of {@link letterSteps}. */
export type LetterStepName = keyof typeof letterSteps;

/** Says whether a step of a letter is legal. Refuses `letter.wrong_state` and `letter.reason_missing` (returning). */
export function takeLetterStep(
  step: LetterStepName,
  state: LetterState,
  reason = '',
): Outcome<LetterState, 'letter.wrong_state' | 'letter.reason_missing'> {
  const { from, to, needsReason }: LetterStep = letterSteps[step];
  if (!from.includes(state)) return refuse('letter.wrong_state');
  if (needsReason && reason.trim() === '') return refuse('letter.reason_missing');
  return ok(to);
}
