import { CommandError } from '../command.js';
import { ArchiveReader } from './archive-reader.js';
import { fingerprintOf, type Manifest, manifestName, readManifest, signatureName } from './manifest.js';
import { plainContent, Seal, Tally } from './part-streams.js';
import { pipeline } from 'node:stream/promises';

/** An opened back-up whose list of contents is genuine. */
export interface OpenBackUp {
  readonly archive: ArchiveReader;
  readonly manifest: Manifest;
  /** What opens its parts; undefined for one that is not sealed, or whose passphrase was not given. */
  readonly seal: Seal | undefined;
}

/** What was found out without restoring. */
export interface CheckedBackUp {
  readonly manifest: Manifest;
  readonly fingerprint: string;
  /** Bytes read. */
  readonly bytes: number;
  /** Whether the content was read, or only the sealed bytes. */
  readonly opened: boolean;
}

/** Opens a back-up and verifies the signature over its list of contents. */
export async function openBackUp(file: string, passphrase: string | undefined): Promise<OpenBackUp> {
  const archive = await ArchiveReader.open(file);
  const manifest = await readManifest(archive, file);
  const listed = [
    ...[...manifest.tables, ...manifest.keys].map(({ part }) => part),
    manifestName,
    signatureName,
  ];
  const foreign = archive.names.filter((name) => !listed.includes(name));
  if (foreign.length > 0)
    throw new CommandError(
      `${file} holds something that its list of contents does not name (${foreign.join(', ')}). Do not restore it; use another back-up.`,
    );
  if (manifest.seal === null || passphrase === undefined) return { archive, manifest, seal: undefined };
  const seal = await Seal.open(passphrase, manifest.seal);
  if (!seal)
    throw new CommandError(
      `This is not the passphrase that ${file} was sealed with. Nothing was changed; give the right one.`,
    );
  return { archive, manifest, seal };
}

/** Reads a whole back-up: every part must be, byte by byte, what was signed for. */
export async function checkBackUp(file: string, passphrase: string | undefined): Promise<CheckedBackUp> {
  const { archive, manifest, seal } = await openBackUp(file, passphrase);
  const opened = manifest.seal === null || seal !== undefined;
  let bytes = 0;
  for (const { part, stored } of [...manifest.tables, ...manifest.keys]) {
    const tally = new Tally();
    await pipeline(archive.read(part), tally.resume());
    bytes += tally.bytes;
    if (tally.sha256 !== stored.sha256) throw damaged(file, part);
  }
  if (opened) {
    for (const { part, sha256, rows } of manifest.tables) {
      const tally = await tallyContent({ archive, manifest, seal }, part, file);
      if (tally.sha256 !== sha256 || tally.lines !== rows) throw damaged(file, part);
    }
    for (const { part, sha256 } of manifest.keys)
      if ((await tallyContent({ archive, manifest, seal }, part, file)).sha256 !== sha256)
        throw damaged(file, part);
  }
  return { manifest, fingerprint: fingerprintOf(manifest.publicKey), bytes, opened };
}

async function tallyContent({ archive, seal }: OpenBackUp, part: string, file: string): Promise<Tally> {
  const tally = new Tally();
  try {
    await pipeline(await plainContent(archive, part, seal), tally.resume());
  } catch {
    // Unpacking or unsealing stumbled: whatever the library says, the part is not what was written.
    throw damaged(file, part);
  }
  return tally;
}

const damaged = (file: string, part: string): CommandError =>
  new CommandError(
    `The back-up ${file} is damaged: ${part} is not what was written. Do not restore it; use another back-up.`,
  );
