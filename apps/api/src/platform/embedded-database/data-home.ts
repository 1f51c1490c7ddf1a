import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedDatabaseError, systemCode } from './embedded-database.error.js';
import { type Account, postgresAccount } from './postgres-account.js';

/** Where the cluster lives and which account runs it; without one it is the account of this process. */
export type DataHome = Readonly<{ folder: string; account: Account | undefined }>;

/** The cluster's folder inside a data home. */
export const clusterIn = (home: string): string => path.join(home, 'postgres');

/** Where root keeps the data of folders that the database's account cannot reach. */
export const sharedRoot = '/var/lib/concordat';

/** The home there of the data folder with this real path. */
export const sharedHomeOf = (folder: string, root = sharedRoot): string =>
  path.join(root, createHash('sha256').update(folder).digest('hex').slice(0, 12));

/**
 * Finds and prepares the folder for the database. Root uses `/var/lib/concordat/<hash>` where the account
 * `postgres` could not reach the data folder, because no permission of a parent folder is ever widened.
 * Refuses an unusable folder with `EmbeddedDatabaseError`.
 */
export async function prepareDataHome(dataDir: string, root = sharedRoot): Promise<DataHome> {
  const folder = await prepareDataFolder(dataDir);
  const existing = await ownerOfCluster(folder);
  if (process.getuid?.() !== 0) {
    if (existing && existing.uid !== process.getuid?.())
      throw new EmbeddedDatabaseError(
        `The database in ${folder} belongs to another account (number ${existing.uid}), probably because it was ` +
          `first started as root; start it as before, or set CONCORDAT_DATA_DIR to another folder.`,
      );
    return { folder, account: undefined };
  }
  if (existing && existing.uid !== 0) return { folder, account: existing };
  const account = await postgresAccount();
  if (await canReach(account, path.dirname(folder))) {
    await admit(account, folder);
    return { folder, account };
  }
  await mkdir(root, { recursive: true, mode: 0o755 });
  const shared = await prepareDataFolder(sharedHomeOf(folder, root));
  await admit(account, shared);
  return { folder: shared, account };
}

/**
 * Makes the data folder where it is missing and returns its real path.
 * Refuses with `EmbeddedDatabaseError` a folder that cannot be written, with the reason.
 */
export async function prepareDataFolder(wanted: string): Promise<string> {
  try {
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    const folder = await realpath(wanted);
    const trial = path.join(folder, `.write-test-${process.pid}`);
    await writeFile(trial, '');
    await rm(trial);
    return folder;
  } catch (error) {
    const reason = {
      EEXIST: 'it is a file, not a folder',
      ENOTDIR: 'a part of its path is a file, not a folder',
      EACCES: 'this account may not write there',
      EPERM: 'this account may not write there',
      EROFS: 'it lies on a read-only file system',
      ENOSPC: 'the disk is full',
      ENAMETOOLONG: 'its path is too long',
      ENOENT: 'it cannot be made there',
    }[systemCode(error) ?? ''];
    if (!reason) throw error;
    throw new EmbeddedDatabaseError(
      `The data folder ${wanted} cannot be used: ${reason}; mend that, or set CONCORDAT_DATA_DIR to a folder that can be written.`,
    );
  }
}

async function ownerOfCluster(home: string): Promise<Account | undefined> {
  try {
    const { uid, gid } = await lstat(clusterIn(home));
    return { uid, gid };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Says whether an account may pass through a folder and all its parents. */
async function canReach(account: Account, folder: string): Promise<boolean> {
  for (let at = folder; ; at = path.dirname(at)) {
    const { uid, gid, mode } = await stat(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** The data folder is ours: its group may pass through it to the cluster, and list nothing. */
async function admit(account: Account, folder: string): Promise<void> {
  if (await canReach(account, folder)) return;
  const { uid, mode } = await stat(folder);
  await chown(folder, uid, account.gid);
  await chmod(folder, (mode & 0o7777) | 0o010);
}
