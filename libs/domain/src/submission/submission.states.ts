/** The states of a package on its way to being the proposal the authority holds. */
export const submissionStates = ['prepared', 'submitted', 'superseded', 'withdrawn'] as const;

/** One of {@link submissionStates}. */
export type SubmissionState = (typeof submissionStates)[number];
