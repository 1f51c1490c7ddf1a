import { createHash, createPublicKey } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { CommandError } from '../command.js';
import { migrationNames } from '../installation-schema.js';
import { ArchiveWriter } from './archive-writer.js';
import { type KeyFile, readKeyFiles, signingKeyName } from './key-files.js';
import { type Manifest, fingerprintOf, manifestName, signatureName, signManifest } from './manifest.js';
import { Seal, Tally } from './part-streams.js';
import { sectionTexts } from './section-texts.js';
import { inSnapshot, readEvidence, readSnapshotFacts, withClient } from './snapshot.js';
import { rowsOf } from './table-copy.js';
import { copiedTables } from './tables.js';

/** What a back-up is made of. */
export interface BackUpOptions {
  /** Address of the product's database as a role that row security does not bind. */
  readonly superuserUrl: string;
  /** Folder with the installation's keys. */
  readonly keyFolder: string;
  /** File to be made; it must not exist. */
  readonly file: string;
  /** Seals every part; without it the file is readable by whoever holds it, keys included. */
  readonly passphrase: string | undefined;
  /** Told the exported snapshot while it is open, so that others may look at the same instant. */
  readonly onSnapshot?: (snapshot: string) => Promise<void>;
}

/** What was made. */
export interface MadeBackUp {
  readonly file: string;
  readonly bytes: number;
  readonly manifest: Manifest;
  readonly fingerprint: string;
}

/**
 * Copies the whole installation as it is at one instant into one signed file, while everybody goes on writing. Rows
 * stream through; nothing is held in memory. The file appears under its name only when the disk has all of it.
 */
export async function backUp(options: BackUpOptions): Promise<MadeBackUp> {
  const keys = await readKeyFiles(options.keyFolder);
  const draft = `${options.file}.partial`;
  await refuseExisting(options.file);
  await mkdir(path.dirname(options.file), { recursive: true, mode: 0o700 });
  await rm(draft, { force: true });
  const archive = await ArchiveWriter.create(draft);
  try {
    const manifest = await fill(archive, keys, options);
    const bytes = await archive.close();
    await rename(draft, options.file);
    await syncFolder(path.dirname(options.file));
    await noteBackUp(options.superuserUrl, manifest, bytes);
    return { file: options.file, bytes, manifest, fingerprint: fingerprintOf(manifest.publicKey) };
  } catch (error) {
    await archive.abandon().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

async function fill(
  archive: ArchiveWriter,
  keys: readonly KeyFile[],
  { superuserUrl, passphrase, onSnapshot }: BackUpOptions,
): Promise<Manifest> {
  const seal = passphrase === undefined ? undefined : await Seal.make(passphrase);
  const store = async (name: string, content: NodeJS.ReadableStream) => {
    const tally = new Tally();
    const part = `${name}.gz${seal ? '.sealed' : ''}`;
    const pack = [tally, createGzip({ level: 4 }), ...(seal ? [seal.closing(part)] : [])];
    return { part, tally, stored: await archive.add(part, content, ...pack) };
  };
  const signingKey = keys.find(({ name }) => name === signingKeyName)?.bytes ?? Buffer.alloc(0);
  const manifest = await inSnapshot(superuserUrl, async (client): Promise<Manifest> => {
    const { snapshot, ...facts } = await readSnapshotFacts(client);
    refuseNewer(facts.migrations);
    await onSnapshot?.(snapshot);
    const tables: Manifest['tables'] = [];
    for (const table of await copiedTables(client)) {
      const { part, tally, stored } = await store(`tables/${table.name}.copy`, rowsOf(client, table));
      const { bytes, lines: rows, sha256 } = tally;
      tables.push({ name: table.name, part, columns: [...table.columns], rows, bytes, sha256, stored });
    }
    const sections: Manifest['sections'] = [];
    for await (const section of sectionTexts(client)) sections.push(section);
    const keptKeys: Manifest['keys'] = [];
    for (const { name, bytes } of keys) {
      const { part, tally, stored } = await store(`keys/${name}`, Readable.from([bytes]));
      keptKeys.push({ name, part, sha256: tally.sha256, stored });
    }
    return {
      format: 'concordat-backup-1',
      ...facts,
      seal: seal?.note ?? null,
      tables,
      keys: keptKeys,
      sections,
      ...(await readEvidence(client)),
      publicKey: createPublicKey(signingKey).export({ type: 'spki', format: 'pem' }).toString(),
    };
  });
  const { text, signature } = signManifest(manifest, signingKey);
  await archive.add(manifestName, Readable.from([text]));
  await archive.add(signatureName, Readable.from([signature]));
  return manifest;
}

function refuseNewer(applied: readonly string[]): void {
  const unknown = applied.filter((name) => !migrationNames.includes(name));
  if (unknown.length > 0)
    throw new CommandError(
      `The database was made by a newer Concordat than this one (it has ${unknown.join(', ')}). Nothing was changed; make the back-up with the version that runs it.`,
    );
}

async function refuseExisting(file: string): Promise<void> {
  const there = await stat(file).then(
    () => true,
    () => false,
  );
  if (there)
    throw new CommandError(`${file} is there already. It was not touched; choose another name, or a folder.`);
}

/** The name of a file is safe on disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The installation knows when it was last saved, for `doctor` and the alarms. It is no part of the back-up. */
async function noteBackUp(superuserUrl: string, manifest: Manifest, bytes: number): Promise<void> {
  const value = { at: manifest.at, bytes, sha256: hashOf(JSON.stringify(manifest)) };
  await withClient(superuserUrl, 'back-up', (client) =>
    client.query(
      `insert into public.installation_fact (key, value) values ('backup.last', $1)
       on conflict (key) do update set value = excluded.value, updated_at = clock_timestamp()`,
      [JSON.stringify(value)],
    ),
  );
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
