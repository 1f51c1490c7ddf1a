import { isUtf8 } from 'node:buffer';

/** Why bytes are no update that a section takes. */
export type UnreadableCode = 'update.malformed' | 'update.schema' | 'update.too_heavy';

/** Ends the reading of an update. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  constructor(readonly code: UnreadableCode) {
    super(code);
  }
}

/** A number longer than this would be beyond what a double holds exactly, and lib0 reads such ones as NaN. */
const longestNumber = 8;

/**
 * Reads the primitives of Yjs V1 from bytes of a stranger: every step moves forward, none looks beyond the end, and
 * nothing is kept of what it passes. Throws {@link Unreadable}.
 */
export class ByteReader {
  private at = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  /** Bytes not yet read. */
  get left(): number {
    return this.bytes.length - this.at;
  }

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new Unreadable('update.malformed');
    this.at += 1;
    return byte;
  }

  /** An unsigned number: seven bits a byte, lowest first. */
  number(): number {
    let value = 0;
    let scale = 1;
    for (let length = 1; length <= longestNumber; length += 1, scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128 && value <= Number.MAX_SAFE_INTEGER) return value;
    }
    throw new Unreadable('update.malformed');
  }

  skip(length: number): void {
    if (length > this.bytes.length - this.at) throw new Unreadable('update.malformed');
    this.at += length;
  }

  /** Passes over a string and gives its length as JavaScript counts it, which is how Yjs numbers characters. */
  skipText(): number {
    const from = this.at + this.lengthOfNext();
    let units = 0;
    let isAscii = true;
    for (let at = from; at < this.at; at += 1) {
      const byte = this.bytes[at] ?? 0;
      if (byte < 128) units += 1;
      else {
        isAscii = false;
        // A character of four bytes takes two places, and the bytes after the first of any take none.
        units += byte >= 240 ? 2 : byte >= 192 ? 1 : 0;
      }
    }
    if (!isAscii && !isUtf8(this.bytes.subarray(from, this.at))) throw new Unreadable('update.malformed');
    return units;
  }

  /** A string of at most so many bytes; a longer one is refused with `update.schema`. */
  shortText(most: number): string {
    const from = this.at + this.lengthOfNext();
    if (this.at - from > most) throw new Unreadable('update.schema');
    const text = this.bytes.subarray(from, this.at);
    if (!isUtf8(text)) throw new Unreadable('update.malformed');
    return text.toString('utf8');
  }

  /** Moves past the next string and gives the length of its own length, so that the caller finds its start. */
  private lengthOfNext(): number {
    const before = this.at;
    const length = this.number();
    const own = this.at - before;
    this.skip(length);
    return own;
  }
}
