/** What a refusal may carry besides its code. */
export interface RefusalDetails {
  /** What was wrong in the input, by path (`memberIds.0`), in the reader's words. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Fills the gaps (`{label}`) of the code's sentence. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/**
 * An expected "no". The code stands in the feature's `*.refusals.ts`, which gives its status and its sentence;
 * a code that stands nowhere is a bug and is answered as one.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly fields: Readonly<Record<string, string>> | undefined;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(
    readonly code: string,
    { fields, params = {} }: RefusalDetails = {},
  ) {
    super(code);
    this.fields = fields;
    this.params = params;
  }
}

/** The answer for what is missing and for what is not open to the reader: nobody can tell which. */
export const notFound = (): Refusal => new Refusal('not_found');
