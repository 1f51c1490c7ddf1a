/** Where a forged struct says it stands. */
export interface Spot {
  readonly client: number;
  readonly clock: number;
}

const ends = { left: 128, right: 64, key: 32 };

/** Writes Yjs V1 byte by byte, so that it can also write what Yjs never would. */
export class UpdateBytes {
  private readonly bytes: number[] = [];

  number(value: number): this {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.bytes.push(128 | (rest % 128));
    this.bytes.push(rest);
    return this;
  }

  raw(...bytes: readonly number[]): this {
    for (const byte of bytes) this.bytes.push(byte);
    return this;
  }

  text(value: string): this {
    const bytes = Buffer.from(value);
    this.number(bytes.length);
    for (const byte of bytes) this.bytes.push(byte);
    return this;
  }

  spot({ client, clock }: Spot): this {
    return this.number(client).number(clock);
  }

  /** The head of a client's structs. */
  run(count: number, first: Spot): this {
    return this.number(count).spot(first);
  }

  /** A struct between two others; `content` writes what follows. */
  between(kind: number, left: Spot | null, right: Spot | null): this {
    this.bytes.push(kind | (left ? ends.left : 0) | (right ? ends.right : 0));
    if (left) this.spot(left);
    if (right) this.spot(right);
    return this;
  }

  /** A struct in a parent: the root of a name, or an item; with a key it is a value of an attribute. */
  inside(kind: number, parent: string | Spot, key?: string): this {
    this.bytes.push(kind | (key === undefined ? 0 : ends.key));
    if (typeof parent === 'string') this.number(1).text(parent);
    else this.number(0).spot(parent);
    return key === undefined ? this : this.text(key);
  }

  done(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}

/** Kinds of structs, as numbered on the wire. */
export const kinds = {
  collected: 0,
  deleted: 1,
  json: 2,
  bytes: 3,
  text: 4,
  embed: 5,
  mark: 6,
  type: 7,
  any: 8,
  document: 9,
  skip: 10,
} as const;

/** Kinds of types, as numbered on the wire. */
export const types = { array: 0, map: 1, plainText: 2, element: 3, fragment: 4, hook: 5, text: 6 } as const;
