import type { SectionBrief } from '@concordat/contracts';
import type { MarkKind } from '@concordat/ui';

/** How the state of a section is marked. */
export const sectionMarks = {
  not_started: 'not_started',
  drafting: 'drafting',
  in_review: 'reading',
  changes_requested: 'changes',
  approved: 'approved',
  locked: 'locked',
} as const satisfies Record<SectionBrief['state'], MarkKind>;
