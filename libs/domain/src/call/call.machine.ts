import { type Instant, type Outcome, ok, refuse } from '../shared/outcome.js';
import type { CallState, CutOffState } from './call.states.js';

/** A call's own dates; null where the authority gave none. */
export interface CallFacts {
  readonly opensAt: Instant;
  readonly closesAt: Instant | null;
}

/** The state of a call at an instant: it is open from its opening on and closed from its closing on. */
export function callStateAt(facts: CallFacts, now: Instant): CallState {
  if (now < facts.opensAt) return 'announced';
  return facts.closesAt !== null && now >= facts.closesAt ? 'closed' : 'open';
}

/** One closing moment of a call. */
export interface CutOffFacts {
  readonly at: Instant;
  /** When the outcome was recorded; null before. */
  readonly evaluatedAt: Instant | null;
}

/** The state of a cut-off at an instant: closed from its own instant on, evaluated once its outcome is recorded. */
export function cutOffStateAt(facts: CutOffFacts, now: Instant): CutOffState {
  if (now < facts.at) return 'upcoming';
  return facts.evaluatedAt !== null && facts.evaluatedAt <= now ? 'evaluated' : 'closed';
}

/** A wish to move a cut-off. */
export interface CutOffMove {
  readonly to: Instant;
  /** Why, in words everybody concerned will read. */
  readonly reason: string;
}

/**
 * Moves a cut-off. The authority itself may move one; applicants get no extension on request.
 * Refuses `cut_off.passed` (it has closed: what came in is being counted), `cut_off.in_the_past`, `cut_off.unchanged`
 * and `cut_off.reason_missing`.
 */
export function moveCutOff(
  facts: CutOffFacts,
  move: CutOffMove,
  now: Instant,
): Outcome<
  Instant,
  'cut_off.passed' | 'cut_off.in_the_past' | 'cut_off.unchanged' | 'cut_off.reason_missing'
> {
  if (cutOffStateAt(facts, now) !== 'upcoming') return refuse('cut_off.passed');
  if (move.to <= now) return refuse('cut_off.in_the_past');
  if (move.to.getTime() === facts.at.getTime()) return refuse('cut_off.unchanged');
  if (move.reason.trim() === '') return refuse('cut_off.reason_missing');
  return ok(move.to);
}
