/** What an operator or administrator has to see to. One kind stands at most once for each thing it is about. */
export const alarmKinds = [
  'clock_skew',
  'clock_jump',
  'disk_low',
  'sweep_late',
  'mail_down',
  'bad_row',
  'lock_lost',
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** The figures of an alarm by name: whole numbers, never text. */
export type AlarmFacts = Readonly<Record<string, number>>;

/** What is wrong, in a few words; and what is safe and what to do, in sentences. */
export interface AlarmText {
  readonly title: string;
  readonly text: string;
}

/** `5 s`, `3 min`, `2 h`. */
function span(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

const texts: Readonly<Record<AlarmKind, (facts: AlarmFacts, subject: string) => AlarmText>> = {
  clock_skew: ({ milliseconds = 0 }, host) => ({
    title: `The clock of ${host} and that of the database differ by ${span(milliseconds / 1000)}`,
    text: 'Cut-offs follow the clock of the database, so nothing is decided wrongly while that one is right. Have the operator set both clocks by NTP.',
  }),
  clock_jump: ({ milliseconds = 0 }, host) => ({
    title: `The clock of ${host} jumped by ${span(milliseconds / 1000)}`,
    text: 'Cut-offs follow the clock of the database and did not jump with it. Have the operator find out what set the clock.',
  }),
  disk_low: ({ megabytes = 0 }, host) => ({
    title: `The disk of ${host} has ${megabytes} MB left`,
    text: 'What was called saved is safe. When the disk is full nothing more can be saved, and people are told so. Have the operator make room now.',
  }),
  sweep_late: ({ seconds = 0 }) => ({
    title: `Reminders have not been looked at for ${span(seconds)}`,
    text: 'None is lost: what is due goes out late, once. Have the operator look into the log.',
  }),
  mail_down: ({ failures = 0 }) => ({
    title: `The mail server did not take ${failures} mails in a row`,
    text: 'They wait and are tried again. Have the operator look at the mail server or at SMTP_URL.',
  }),
  bad_row: ({ position = 0 }, section) => ({
    title: `The stored text of a section is damaged at position ${position}`,
    text: `The text before it is safe and can be read; the section (${section}) takes no edits. Have the operator keep the database as it is, run "doctor --deep" and restore the latest good back-up into a new place.`,
  }),
  lock_lost: (_facts, host) => ({
    title: `A process on ${host} lost the connection that holds its sections`,
    text: 'What was called saved is safe; editors come back by themselves. If this stays, have the operator look at the database and the network to it.',
  }),
};

/** An alarm in plain sentences; `subject` is a host or the id of a section. */
export const alarmText = (kind: AlarmKind, facts: AlarmFacts, subject: string): AlarmText =>
  texts[kind](facts, subject === '' ? 'the server' : subject);
