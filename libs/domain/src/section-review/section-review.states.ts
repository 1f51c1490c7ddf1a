/** What a member may answer when it is asked to review a section. */
export const verdictKinds = ['approve', 'request_changes', 'abstain'] as const;

/** One of {@link verdictKinds}. */
export type VerdictKind = (typeof verdictKinds)[number];

/** How a review round is decided: everyone asked, any one of them, or a stated number of approvals. */
export const roundPolicies = ['all', 'any', 'quorum'] as const;

/** One of {@link roundPolicies}. */
export type RoundPolicy = (typeof roundPolicies)[number];

/**
 * The states of a review round. It takes verdicts in the first two; `approved` came by its policy, `closed_early` by the
 * coordinator with a reason, `cancelled` by taking the request back.
 */
export const roundStates = ['open', 'changes_requested', 'approved', 'closed_early', 'cancelled'] as const;

/** One of {@link roundStates}. */
export type RoundState = (typeof roundStates)[number];
