/** The states of a proposal, from the first draft to the outcome that the authority announced. */
export const proposalStates = [
  'drafting',
  'internal_review',
  'frozen',
  'submitted',
  'under_evaluation',
  'selected',
  'reserve',
  'rejected',
  'withdrawn',
  'inadmissible',
  'ineligible',
] as const;

/** One of {@link proposalStates}. */
export type ProposalState = (typeof proposalStates)[number];

/** Where a proposal comes from: written here, recorded from public facts, or practice (marked so everywhere). */
export const proposalOrigins = ['own', 'historical', 'practice'] as const;

/** One of {@link proposalOrigins}. */
export type ProposalOrigin = (typeof proposalOrigins)[number];
