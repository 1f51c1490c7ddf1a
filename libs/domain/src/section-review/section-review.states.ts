/** What a member may answer when it is asked to review a section. */
export const verdictKinds = ['approve', 'request_changes', 'abstain'] as const;

/** One of {@link verdictKinds}. */
export type VerdictKind = (typeof verdictKinds)[number];

/** How a review round is decided: everyone asked, any one of them, or a stated number of approvals. */
export const roundPolicies = ['all', 'any', 'quorum'] as const;

/** One of {@link roundPolicies}. */
export type RoundPolicy = (typeof roundPolicies)[number];
