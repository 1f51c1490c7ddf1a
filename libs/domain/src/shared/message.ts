/** The gaps of a sentence and what fills them. */
export type MessageParameters = Readonly<Record<string, string | number>>;

/** A sentence as data: a stable dotted code and what goes into its gaps. Instants travel as ISO strings in UTC. */
export interface Message {
  readonly code: string;
  readonly params: MessageParameters;
}
