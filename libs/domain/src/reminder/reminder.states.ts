/** The states of one reminder occurrence: one message to one person about one revision of one deadline. */
export const reminderStates = [
  'planned',
  'due',
  'sending',
  'sent',
  'failed',
  'cancelled',
  'skipped',
] as const;

/** One of {@link reminderStates}. */
export type ReminderState = (typeof reminderStates)[number];
