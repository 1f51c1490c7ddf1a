import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommandError } from '../command.js';

/** The key that signs receipts, and back-ups with them. */
export const signingKeyName = 'receipt-key.pem';

/**
 * What an installation has outside its database and cannot make again: with the first key it goes on signing receipts,
 * with the second its invitations and second factors still work. The passwords between Concordat and its database are
 * not among them: a restore makes new ones.
 */
export const keyFileNames = [signingKeyName, 'installation.key'] as const;

export interface KeyFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The keys in a data folder. Refuses a folder without the key that signs. */
export async function readKeyFiles(folder: string): Promise<readonly KeyFile[]> {
  const found: KeyFile[] = [];
  for (const name of keyFileNames) {
    const bytes = await readIfThere(path.join(folder, name));
    if (bytes) found.push({ name, bytes });
  }
  if (!found.some(({ name }) => name === signingKeyName))
    throw new CommandError(
      `The data folder ${folder} holds no installation: ${signingKeyName} is not there. Nothing was changed; set CONCORDAT_DATA_DIR to the folder that Concordat was started with.`,
    );
  return found;
}

/** Refuses a folder that has other keys: two installations must not become one. */
export async function refuseOtherKeys(folder: string, wanted: ReadonlyMap<string, string>): Promise<void> {
  for (const name of keyFileNames) {
    const bytes = await readIfThere(path.join(folder, name));
    if (bytes && createHash('sha256').update(bytes).digest('hex') !== wanted.get(name))
      throw new CommandError(
        `The data folder ${folder} already holds the keys of another installation (${name}). Nothing was changed; name an empty folder in CONCORDAT_DATA_DIR.`,
      );
  }
}

/** Puts keys into a data folder, for their owner alone; a key that is there stays. */
export async function writeKeyFiles(folder: string, keys: readonly KeyFile[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const { name, bytes } of keys) {
    const draft = path.join(folder, `.${name}.${randomUUID()}`);
    await writeFile(draft, bytes, { mode: 0o600, flag: 'wx' });
    try {
      await link(draft, path.join(folder, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      await rm(draft);
    }
  }
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
