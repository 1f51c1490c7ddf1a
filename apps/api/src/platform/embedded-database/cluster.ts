import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Binaries } from './binaries.js';
import { clusterIn, type DataHome } from './data-home.js';
import { complaintOf, EmbeddedDatabaseError, systemCode } from './embedded-database.error.js';

const run = promisify(execFile);

/** The only role a fresh cluster has. */
export const superuser = 'postgres';

/** Environment for the database's programs: the operator's own Postgres settings (PGDATA, PGPORT) must not reach them. */
export function databaseEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Makes the cluster on the first start and returns the superuser's password, kept in a file that only this
 * account may read. A cluster appears whole or not at all: an interrupted start leaves nothing that a later one
 * could take for data.
 */
export async function ensureCluster(binaries: Binaries, home: DataHome): Promise<string> {
  const cluster = clusterIn(home.folder);
  await sweepDrafts(home.folder);
  if (!existsSync(cluster)) {
    const password = await ensurePassword(home.folder);
    await create(binaries, home, password);
    return password;
  }
  await refuseForeignCluster(cluster, binaries.major);
  const password = await readPassword(home.folder);
  if (password) return password;
  throw new EmbeddedDatabaseError(
    `The file ${passwordFile(home.folder)} with the database's password is missing; bring it back from your backup.`,
  );
}

const passwordFile = (home: string): string => path.join(home, 'database-password');

const draftPrefix = 'postgres.new-';

async function sweepDrafts(home: string): Promise<void> {
  for (const name of await readdir(home))
    if (name.startsWith(draftPrefix)) await rm(path.join(home, name), { recursive: true, force: true });
}

async function readPassword(home: string): Promise<string | undefined> {
  try {
    return (await readFile(passwordFile(home), 'utf8')).trim() || undefined;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function ensurePassword(home: string): Promise<string> {
  const kept = await readPassword(home);
  if (kept) return kept;
  const password = randomBytes(32).toString('base64url');
  await writeFile(passwordFile(home), `${password}\n`, { mode: 0o600 });
  return password;
}

async function create(binaries: Binaries, home: DataHome, password: string): Promise<void> {
  const draft = path.join(home.folder, `${draftPrefix}${randomUUID()}`);
  const secret = `${draft}.password`;
  const { account } = home;
  await mkdir(draft, { mode: 0o700 });
  await writeFile(secret, `${password}\n`, { mode: 0o600 });
  if (account) {
    await chown(draft, account.uid, account.gid);
    await chown(secret, account.uid, account.gid);
  }
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${superuser}`,
        `--pwfile=${secret}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
      ],
      { ...account, cwd: '/', env: databaseEnvironment() },
    );
    await rename(draft, clusterIn(home.folder));
  } catch (error) {
    throw new EmbeddedDatabaseError(
      `The database could not be made in ${home.folder} (${lastError(complaintOf(error))}); mend that, or set CONCORDAT_DATA_DIR to another folder.`,
    );
  } finally {
    await rm(secret, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

async function refuseForeignCluster(cluster: string, major: string): Promise<void> {
  try {
    const found = (await readFile(path.join(cluster, 'PG_VERSION'), 'utf8')).trim();
    if (found === major) return;
    throw new EmbeddedDatabaseError(
      `The data in ${cluster} was made by Postgres ${found} and this version of Concordat runs Postgres ${major}; ` +
        `start the version that made it and back it up there, then restore the backup here.`,
    );
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' && systemCode(error) !== 'ENOTDIR') throw error;
    throw new EmbeddedDatabaseError(
      `${cluster} holds something that is not a database of Concordat; set CONCORDAT_DATA_DIR to another folder.`,
    );
  }
}

/** The line of a program's output that names what went wrong. */
export function lastError(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const naming = lines.filter((line) => /\b(FATAL|PANIC|ERROR|error|could not)\b/.test(line));
  return (naming.at(-1) ?? lines.at(-1) ?? 'it says nothing')
    .replace(/^.*?\b(FATAL|PANIC|ERROR|error):\s*/, '')
    .trim();
}
