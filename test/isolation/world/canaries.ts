import { randomBytes } from 'node:crypto';
import type { Person } from './cast.js';

/** Who may come across a planted text. Given per row, so that it knows the row's proposal and state. */
export type Sight = (reader: Reader) => boolean;

/** Who reads, and what they hold in their hands besides their account. */
export interface Reader {
  /** Null where nobody is signed in: no cookie, an expired one, a closed account. */
  readonly person: Person | null;
  /** Proposals and people whose links the request carries. */
  readonly bearerOf: readonly string[];
}

/** A planted text or a row's id: where it stands, and who may see it. */
export interface Canary {
  readonly where: string;
  readonly mayBeSeen: Sight;
}

export interface Leak {
  readonly where: string;
  readonly found: string;
}

const textPattern = /cnry[0-9a-f]{16}/gi;
const idPattern = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Tokens are 43 letters of base64url, their hashes 64 hexadecimal digits. */
const secretPattern = /[\w-]{32,}/g;
/** Bytes travel as base64: what is inside is looked at as it is. */
const base64Pattern = /[A-Za-z0-9+/]{28,}={0,2}/g;

/** Texts that nobody can guess, and ids, each known with those who may see it. */
export class Canaries {
  private readonly known = new Map<string, Canary>();

  get size(): number {
    return this.known.size;
  }

  /** Makes a new text for a place. */
  plant(where: string, mayBeSeen: Sight): string {
    const text = `cnry${randomBytes(8).toString('hex')}`;
    this.known.set(text, { where, mayBeSeen });
    return text;
  }

  /** Takes what exists already: the id of a row, a session's secret. */
  know(text: string, where: string, mayBeSeen: Sight): void {
    this.known.set(text, { where, mayBeSeen });
  }

  /** What stands in a text that this reader may not see. What the reader sent is no news to them. */
  leaks(text: string, reader: Reader, sent = ''): Leak[] {
    return this.found(text)
      .filter(([found, { mayBeSeen }]) => !mayBeSeen(reader) && !sent.includes(found))
      .map(([found, { where }]) => ({ where, found }));
  }

  /** Whether something planted stands in the text that this reader may see and did not send. */
  showsOwn(text: string, reader: Reader, sent = ''): boolean {
    return this.found(text).some(([found, { mayBeSeen }]) => mayBeSeen(reader) && !sent.includes(found));
  }

  /** Everything planted that stands in the text, whoever reads. */
  found(text: string): [string, Canary][] {
    const inside = (text.match(base64Pattern) ?? []).map((each) =>
      Buffer.from(each, 'base64').toString('latin1'),
    );
    const candidates = new Set([
      ...[text, ...inside].flatMap((each) => each.match(textPattern) ?? []).map((each) => each.toLowerCase()),
      ...(text.match(idPattern) ?? []),
      ...(text.match(secretPattern) ?? []),
    ]);
    return [...candidates].flatMap((each): [string, Canary][] => {
      const canary = this.known.get(each);
      return canary ? [[each, canary]] : [];
    });
  }
}
