import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { pipeline, Transform, type TransformCallback } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import type { ArchiveReader } from './archive-reader.js';

const derive = promisify(
  (passphrase: string, salt: Buffer, done: (error: Error | null, key: Buffer) => void) =>
    // 32 MB of memory and about a tenth of a second for each guess.
    scrypt(passphrase, salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }, done),
);

/** How a back-up's passphrase is recognised: the salt, and a proof that gives nothing away. Both hexadecimal. */
export interface SealNote {
  readonly salt: string;
  readonly proof: string;
}

/** The key made from a passphrase. Every part is sealed on its own with AES-256-GCM, bound to its name. */
export class Seal {
  private constructor(
    private readonly key: Buffer,
    readonly note: SealNote,
  ) {}

  static async make(passphrase: string, salt = randomBytes(16)): Promise<Seal> {
    const key = await derive(passphrase.normalize('NFC'), salt);
    const proof = createHmac('sha256', key).update('concordat back-up passphrase').digest('hex');
    return new Seal(key, { salt: salt.toString('hex'), proof });
  }

  /** The seal that a back-up was made with; undefined when this is not its passphrase. */
  static async open(passphrase: string, note: SealNote): Promise<Seal | undefined> {
    const seal = await Seal.make(passphrase, Buffer.from(note.salt, 'hex'));
    const [mine, noted] = [seal.note.proof, note.proof].map((proof) => Buffer.from(proof, 'hex'));
    return mine && noted && mine.length === noted.length && timingSafeEqual(mine, noted) ? seal : undefined;
  }

  /** Writes nonce, sealed bytes and tag. */
  closing(name: string): Transform {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(name));
    let begun = false;
    const begin = (stream: Transform): void => {
      if (!begun) stream.push(nonce);
      begun = true;
    };
    return new Transform({
      transform(chunk: Buffer, _encoding, done) {
        begin(this);
        done(null, cipher.update(chunk));
      },
      flush(done) {
        begin(this);
        this.push(cipher.final());
        done(null, cipher.getAuthTag());
      },
    });
  }

  /** The plain bytes of a sealed part; fails at its end when they are not what was sealed. */
  async opening(archive: ArchiveReader, name: string): Promise<NodeJS.ReadableStream> {
    const size = archive.sizeOf(name) ?? 0;
    if (size < 28) throw new Error(`${name} is too short to be sealed`);
    const nonce = await collect(archive.read(name, 0, 12));
    const tag = await collect(archive.read(name, size - 16, size));
    const decipher = createDecipheriv('aes-256-gcm', this.key, nonce)
      .setAAD(Buffer.from(name))
      .setAuthTag(tag);
    return chain(archive.read(name, 12, size - 16), decipher);
  }
}

/** Notes what passes: bytes, SHA-256, and how many lines. In COPY's text form a line is a row and a row a line. */
export class Tally extends Transform {
  private readonly hash = createHash('sha256');
  private digest: string | undefined;
  bytes = 0;
  lines = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) this.lines += 1;
    done(null, chunk);
  }

  /** Hexadecimal; asked once everything has passed. */
  get sha256(): string {
    return (this.digest ??= this.hash.digest('hex'));
  }
}

/** The content of a part as it was before it was sealed and packed. */
export async function plainContent(
  archive: ArchiveReader,
  name: string,
  seal: Seal | undefined,
): Promise<NodeJS.ReadableStream> {
  const packed = seal ? await seal.opening(archive, name) : archive.read(name);
  return chain(packed, createGunzip());
}

/** One stream behind the other; a failure of the first is a failure of the second, for whoever reads that. */
function chain(from: NodeJS.ReadableStream, to: Transform): Transform {
  pipeline(from, to, () => undefined);
  return to;
}

async function collect(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
