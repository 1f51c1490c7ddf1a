/** The states of a call. */
export const callStates = ['announced', 'open', 'closed'] as const;

/** One of {@link callStates}. */
export type CallState = (typeof callStates)[number];

/** The states of a cut-off, one closing moment of one or several calls. */
export const cutOffStates = ['upcoming', 'closed', 'evaluated'] as const;

/** One of {@link cutOffStates}. */
export type CutOffState = (typeof cutOffStates)[number];

/** The kinds of call the product knows. */
export const callKinds = ['call_for_expression_of_interest', 'call_for_proposals'] as const;

/** One of {@link callKinds}. */
export type CallKind = (typeof callKinds)[number];
