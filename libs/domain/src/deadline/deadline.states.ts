/** The kinds of planned moment of a proposal. */
export const deadlineKinds = [
  'full_draft',
  'states_review',
  'sign_off',
  'freeze',
  'submit',
  'cut_off',
  'section',
  'review_round',
  'custom',
] as const;

/** One of {@link deadlineKinds}. */
export type DeadlineKind = (typeof deadlineKinds)[number];
