import * as Y from 'yjs';

/** What may come after the encoded text before the whole is encoded again, in bytes and in changes. */
const mostBytesSince = 64 * 1024;
const mostSince = 200;
/** Editors that come back together mostly lack the same; so many answers are kept. */
const mostAnswers = 16;

interface Encoded {
  readonly text: Uint8Array;
  readonly known: Uint8Array;
  readonly answers: Map<string, Uint8Array>;
}

/** The committed text of a section as it is handed to whoever opens it: encoded once, whoever comes. */
export class OpeningText {
  private encoded: Encoded | null = null;
  private since: Uint8Array[] = [];
  private bytesSince = 0;

  /** Notes a change that was committed after the text was encoded. */
  add(update: Uint8Array): void {
    if (!this.encoded) return;
    this.since.push(update);
    this.bytesSince += update.byteLength;
    if (this.since.length > mostSince || this.bytesSince > mostBytesSince) this.forget();
  }

  /**
   * What an editor with this state vector lacks, what came since it was encoded, and the state vector of the former.
   * `encode` gives the committed text of this moment.
   */
  for(
    vector: Uint8Array,
    encode: () => Uint8Array,
  ): { readonly missing: Uint8Array; readonly since: Uint8Array | null; readonly known: Uint8Array } {
    const { text, known, answers } = (this.encoded ??= encodedFrom(encode()));
    const since = this.since.length > 0 ? Y.mergeUpdates(this.since) : null;
    if (hasNothing(vector)) return { missing: text, since, known };
    const key = Buffer.from(vector).toString('latin1');
    let missing = answers.get(key);
    if (!missing) {
      if (answers.size >= mostAnswers) answers.clear();
      missing = Y.diffUpdate(text, vector);
      answers.set(key, missing);
    }
    return { missing, since, known };
  }

  private forget(): void {
    this.encoded = null;
    this.since = [];
    this.bytesSince = 0;
  }
}

function encodedFrom(text: Uint8Array): Encoded {
  return { text, known: Y.encodeStateVectorFromUpdate(text), answers: new Map() };
}

/** The state vector of an empty text is one zero. */
const hasNothing = (vector: Uint8Array): boolean => vector.byteLength === 1 && vector[0] === 0;
