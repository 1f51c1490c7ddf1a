/** The states of a section. Approved and locked sections refuse edits from every door. */
export const sectionStates = [
  'not_started',
  'drafting',
  'in_review',
  'changes_requested',
  'approved',
  'locked',
] as const;

/** One of {@link sectionStates}. */
export type SectionState = (typeof sectionStates)[number];
