import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EmbeddedDatabaseError } from './embedded-database.error.js';

const run = promisify(execFile);

/** The system account a server process runs as. */
export type Account = Readonly<{ uid: number; gid: number }>;

/** Postgres refuses to run as root, so root lends it the account `postgres`, made here where it is missing. */
export async function postgresAccount(): Promise<Account> {
  const found = await lookUp();
  if (found) return found;
  for (const [command, ...args] of [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
    ['adduser', '-S', '-D', '-H', '-s', '/sbin/nologin', 'postgres'],
  ] as const) {
    if (!(await succeeds(command, args))) continue;
    const made = await lookUp();
    if (made) return made;
  }
  throw new EmbeddedDatabaseError(
    'Postgres does not run as root and the account postgres could not be made; ' +
      'start Concordat as an ordinary user, or set DATABASE_URL to a Postgres server.',
  );
}

async function lookUp(): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    // `id` fails for one reason only: there is no such account.
    return undefined;
  }
}

async function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  try {
    await run(command, args);
    return true;
  } catch {
    // Each family of systems has one of the two commands; the caller says what to do when neither works.
    return false;
  }
}
