import type { Instant } from '../shared/outcome.js';
import type { VerdictKind } from '../section-review/section-review.states.js';
import type { SectionState } from './section.states.js';

/** What one cell of the cockpit's matrix (a section and a participating state) may show. */
export const matrixCells = [
  'not_asked',
  'drafting',
  'reading',
  'changes',
  'approved',
  'abstained',
  'stale',
  'late',
  'blocked',
] as const;

/** One of {@link matrixCells}. */
export type MatrixCell = (typeof matrixCells)[number];

/** What a cell is derived from: one section, one member. */
export interface MatrixCellFacts {
  readonly sectionState: SectionState;
  /** The member leads this section. */
  readonly leads: boolean;
  /** The member is asked in the section's latest round. */
  readonly asked: boolean;
  /** Its verdict in that round; null while there is none, or after it was asked again. */
  readonly verdict: VerdictKind | null;
  /** The text changed after the member approved it. */
  readonly textChangedSinceVerdict: boolean;
  /** Something else has to happen before the section can be finished. */
  readonly blocked: boolean;
  readonly sectionDueAt: Instant | null;
  readonly roundDueAt: Instant | null;
}

/**
 * What a state has to do with a section, in one word. A member that was asked shows its verdict, or reading, or late;
 * the lead shows its drafting; everybody else was not asked.
 */
export function matrixCell(facts: MatrixCellFacts, now: Instant): MatrixCell {
  if (facts.asked && facts.verdict !== null) return verdictCell(facts.verdict, facts.textChangedSinceVerdict);
  const finished = facts.sectionState === 'approved' || facts.sectionState === 'locked';
  if (finished) return facts.leads ? 'approved' : 'not_asked';
  if (facts.leads && facts.blocked) return 'blocked';
  if (facts.asked) return isPast(facts.roundDueAt, now) ? 'late' : 'reading';
  if (!facts.leads) return 'not_asked';
  return isPast(facts.sectionDueAt, now) ? 'late' : 'drafting';
}

function verdictCell(verdict: VerdictKind, textChanged: boolean): MatrixCell {
  switch (verdict) {
    case 'approve':
      return textChanged ? 'stale' : 'approved';
    case 'request_changes':
      return 'changes';
    case 'abstain':
      return 'abstained';
  }
}

function isPast(dueAt: Instant | null, now: Instant): boolean {
  return dueAt !== null && dueAt < now;
}
