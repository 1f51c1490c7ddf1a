import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type { PasskeyMade, PasskeyToMake, PasskeyToUse, PasskeyUsed } from '@concordat/contracts';

/** What a dishonest or faulty passkey does differently. */
export interface Oddity {
  readonly origin?: string;
  readonly host?: string;
  readonly challenge?: string;
  /** The person was not verified by it. */
  readonly unverified?: boolean;
  readonly signature?: Buffer;
  readonly userHandle?: string;
}

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const present = 0x01;
const verified = 0x04;
const attested = 0x40;

/** CBOR, as much of it as a passkey writes (RFC 8949): short byte strings, texts and maps are written out by hand. */
const bytes = (data: Buffer): Buffer =>
  Buffer.concat([
    data.length < 24
      ? Buffer.of(0x40 | data.length)
      : data.length < 256
        ? Buffer.of(0x58, data.length)
        : Buffer.of(0x59, data.length >> 8, data.length & 255),
    data,
  ]);
const text = (words: string): Buffer => Buffer.concat([Buffer.of(0x60 | words.length), Buffer.from(words)]);

/** A passkey in software: ES256, kept in memory, the person always verified. For specs. */
export class SoftPasskey {
  readonly id = randomBytes(32);
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;
  private userHandle = '';
  /** Its own count of uses; stays 0 for one that is shared between devices. */
  counter = 0;

  constructor(
    private readonly origin: string,
    private readonly counts = true,
  ) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  make({ challenge, user }: PasskeyToMake, odd: Oddity = {}): PasskeyMade {
    this.userHandle = user.id;
    const { x = '', y = '' } = this.publicKey.export({ format: 'jwk' });
    const key = Buffer.concat([
      // A map of five: kind EC2, ES256, P-256, x and y (RFC 9053).
      Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21),
      bytes(Buffer.from(x, 'base64url')),
      Buffer.of(0x22),
      bytes(Buffer.from(y, 'base64url')),
    ]);
    const data = Buffer.concat([
      this.head(odd, attested),
      Buffer.alloc(16),
      Buffer.of(0, this.id.length),
      this.id,
      key,
    ]);
    const object = Buffer.concat([
      Buffer.of(0xa3),
      ...[text('fmt'), text('none'), text('attStmt'), Buffer.of(0xa0), text('authData'), bytes(data)],
    ]);
    return {
      ...this.names(),
      response: {
        clientDataJSON: this.said('webauthn.create', challenge, odd).toString('base64url'),
        attestationObject: object.toString('base64url'),
        transports: ['internal'],
      },
      clientExtensionResults: {},
    };
  }

  use({ challenge }: PasskeyToUse, odd: Oddity = {}): PasskeyUsed {
    if (this.counts) this.counter += 1;
    const said = this.said('webauthn.get', challenge, odd);
    const data = this.head(odd);
    const sign = createSign('sha256').update(Buffer.concat([data, sha256(said)]));
    return {
      ...this.names(),
      response: {
        clientDataJSON: said.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: (odd.signature ?? sign.sign(this.privateKey)).toString('base64url'),
        userHandle: odd.userHandle ?? this.userHandle,
      },
      clientExtensionResults: {},
    };
  }

  private names() {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key' } as const;
  }

  private said(type: string, challenge: string, odd: Oddity): Buffer {
    const origin = odd.origin ?? this.origin;
    return Buffer.from(
      JSON.stringify({ type, challenge: odd.challenge ?? challenge, origin, crossOrigin: false }),
    );
  }

  private head(odd: Oddity, more = 0): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.counter);
    return Buffer.concat([
      sha256(odd.host ?? new URL(this.origin).hostname),
      Buffer.of(present | (odd.unverified ? 0 : verified) | more),
      count,
    ]);
  }
}
