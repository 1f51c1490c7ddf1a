import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { superuser } from './cluster.js';
import { clusterIn, sharedHomeOf } from './data-home.js';
import { systemCode } from './embedded-database.error.js';
import { isPostgresOn, isRunning } from './process-identity.js';

/**
 * The database that runs on a data folder now, started by a Concordat that serves: the address of its maintenance
 * database as the superuser. Undefined where none runs. Only the account of the installation can read the password.
 */
export async function findRunningDatabase(dataDir: string): Promise<string | undefined> {
  for (const home of await homesOf(dataDir)) {
    const cluster = clusterIn(home);
    const [pid, , , port, , , , status] =
      (await readIfThere(path.join(cluster, 'postmaster.pid')))?.split('\n') ?? [];
    if (!pid || !port || status?.trim() !== 'ready') continue;
    if (!isRunning(Number(pid)) || !isPostgresOn(Number(pid), cluster)) continue;
    const password = (await readIfThere(path.join(home, 'database-password')))?.trim();
    if (password) return `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`;
  }
  return undefined;
}

/** Says whether a data folder has a database, running or not. */
export async function hasDatabase(dataDir: string): Promise<boolean> {
  for (const home of await homesOf(dataDir))
    if ((await readIfThere(path.join(clusterIn(home), 'PG_VERSION'))) !== undefined) return true;
  return false;
}

/** The folder itself, and where root keeps the data of a folder that the database's account cannot reach. */
export async function homesOf(dataDir: string): Promise<readonly string[]> {
  try {
    const folder = await realpath(dataDir);
    return [folder, sharedHomeOf(folder)];
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return [];
    throw error;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}
