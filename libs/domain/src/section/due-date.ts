import { type Instant, type Outcome, ok, refuse } from '../shared/outcome.js';

/**
 * Accepts a due instant for a section, a review round or a deadline of a proposal.
 * Refuses `due.in_the_past` (now or earlier) and `due.after_cut_off`; the instant of the cut-off itself is allowed.
 */
export function checkDue(
  dueAt: Instant,
  cutOffAt: Instant,
  now: Instant,
): Outcome<Instant, 'due.in_the_past' | 'due.after_cut_off'> {
  if (dueAt <= now) return refuse('due.in_the_past');
  if (dueAt > cutOffAt) return refuse('due.after_cut_off');
  return ok(dueAt);
}
