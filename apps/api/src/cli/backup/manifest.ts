import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { CommandError } from '../command.js';
import type { ArchiveReader } from './archive-reader.js';

export const manifestName = 'manifest.json';
export const signatureName = 'manifest.sig';

/** Part of what is signed, so that no receipt is ever taken for a back-up or the other way round. */
const domain = 'concordat back-up 1\n';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Stored = z.strictObject({ size: z.int().min(0), sha256: Sha256 });

/** What a back-up says about itself. It holds ids, counts and hashes, and no text. */
export const Manifest = z.strictObject({
  format: z.literal('concordat-backup-1'),
  /** The moment of the snapshot, by the database's clock, ISO 8601 in UTC. */
  at: z.iso.datetime(),
  postgres: z.string(),
  /** Names of the migrations that the database had seen, oldest first. */
  migrations: z.array(z.string()).min(1),
  /** How parts are sealed; null: they are readable by whoever holds the file. */
  seal: z.strictObject({ salt: z.string(), proof: Sha256 }).nullable(),
  tables: z.array(
    z.strictObject({
      name: z.string(),
      part: z.string(),
      columns: z.array(z.string()).min(1),
      rows: z.int().min(0),
      /** Bytes and SHA-256 of the rows in COPY's text form; `stored` is the part as it lies in the archive. */
      bytes: z.int().min(0),
      sha256: Sha256,
      stored: Stored,
    }),
  ),
  keys: z.array(z.strictObject({ name: z.string(), part: z.string(), sha256: Sha256, stored: Stored })),
  /** The next value of each identity column, `table.column` first. */
  counters: z.record(z.string(), z.string()),
  sections: z.array(
    z.strictObject({
      id: z.uuid(),
      seq: z.int().min(0),
      textSha256: Sha256,
      damagedAt: z.int().nullable(),
    }),
  ),
  audit: z.strictObject({
    events: z.int().min(0),
    /** The newest link of each chain. */
    heads: z.array(z.strictObject({ chain: z.string(), seq: z.string(), hash: z.string() })),
  }),
  receipts: z.strictObject({ count: z.int().min(0), head: z.string().nullable() }),
  /** The key that signed this back-up, PEM: the one that signs the installation's receipts. */
  publicKey: z.string(),
});
export type Manifest = z.infer<typeof Manifest>;

/** The manifest's bytes and their signature by the installation. */
export function signManifest(manifest: Manifest, privateKey: Buffer): { text: Buffer; signature: Buffer } {
  const text = Buffer.from(`${JSON.stringify(Manifest.parse(manifest), null, 1)}\n`);
  const signature = sign(null, Buffer.concat([Buffer.from(domain), text]), createPrivateKey(privateKey));
  return { text, signature: Buffer.from(`${signature.toString('base64')}\n`) };
}

/** SHA-256 of a public key's DER form: what people compare. */
export const fingerprintOf = (publicKey: string | Buffer): string =>
  createHash('sha256')
    .update(createPublicKey(publicKey).export({ type: 'spki', format: 'der' }))
    .digest('hex');

/** Reads the manifest and believes it only when its signature fits. */
export async function readManifest(archive: ArchiveReader, file: string): Promise<Manifest> {
  const text = await archive.readAll(manifestName);
  const signature = Buffer.from((await archive.readAll(signatureName)).toString('utf8'), 'base64');
  const changed = new CommandError(
    `The list of contents of ${file} was changed or damaged: its signature does not fit. Do not restore it; use another back-up.`,
  );
  const manifest = manifestIn(text);
  if (manifest === 'damaged') throw changed;
  if (manifest === 'newer')
    throw new CommandError(
      `${file} was made by another version of Concordat, in a form that this one does not know. Nothing was changed; use the version that made it, or a newer one.`,
    );
  const signed = Buffer.concat([Buffer.from(domain), text]);
  if (!isSigned(signed, manifest.publicKey, signature)) throw changed;
  return manifest;
}

function manifestIn(text: Buffer): Manifest | 'damaged' | 'newer' {
  try {
    const json: unknown = JSON.parse(text.toString('utf8'));
    const read = Manifest.safeParse(json);
    if (read.success) return read.data;
    const { format } = z.looseObject({ format: z.string() }).parse(json);
    return format === 'concordat-backup-1' ? 'damaged' : 'newer';
  } catch {
    // Not JSON, or no form at all: the caller says so in words.
    return 'damaged';
  }
}

function isSigned(bytes: Buffer, publicKey: string, signature: Buffer): boolean {
  try {
    return verify(null, bytes, createPublicKey(publicKey), signature);
  } catch {
    // No key: then it is no signature either.
    return false;
  }
}
