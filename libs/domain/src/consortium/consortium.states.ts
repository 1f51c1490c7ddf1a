/** What a participating state is in one proposal. Exactly one member coordinates. */
export const memberRoles = ['coordinator', 'partner'] as const;

/** One of {@link memberRoles}. */
export type MemberRole = (typeof memberRoles)[number];

/** What a person may be in one proposal; a person may hold several. */
export const proposalRoles = [
  'coordinator',
  'deputy_coordinator',
  'member_lead',
  'author',
  'reviewer',
  'signatory',
  'observer',
] as const;

/** One of {@link proposalRoles}. */
export type ProposalRole = (typeof proposalRoles)[number];

/** The states of a letter of interest, intent, commitment or support. */
export const letterStates = ['needed', 'requested', 'received', 'accepted', 'returned', 'expired'] as const;

/** One of {@link letterStates}. */
export type LetterState = (typeof letterStates)[number];
