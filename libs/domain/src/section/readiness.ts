import type { SectionState } from './section.states.js';

/** How far a section is for a reader of the whole: `cannot_be_finished_yet` is not the writers' fault. */
export type SectionReadiness =
  'ready' | 'not_started' | 'in_progress' | 'in_review' | 'changes_requested' | 'cannot_be_finished_yet';

/** Derives readiness from the state; a section waiting for something else cannot be finished yet, whatever is written. */
export function sectionReadiness(state: SectionState, blocked: boolean): SectionReadiness {
  switch (state) {
    case 'approved':
    case 'locked':
      return 'ready';
    case 'not_started':
      return blocked ? 'cannot_be_finished_yet' : 'not_started';
    case 'drafting':
      return blocked ? 'cannot_be_finished_yet' : 'in_progress';
    case 'in_review':
      return 'in_review';
    case 'changes_requested':
      return 'changes_requested';
  }
}

/** Counts the sections that are ready and all there are. */
export function countReady(states: readonly SectionState[]): { ready: number; total: number } {
  const ready = states.filter((state) => sectionReadiness(state, false) === 'ready').length;
  return { ready, total: states.length };
}
