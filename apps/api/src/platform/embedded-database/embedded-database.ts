import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, findBinaries } from './binaries.js';
import { ensureCluster, superuser } from './cluster.js';
import { type DataHome, prepareDataHome } from './data-home.js';
import { complaintOf, EmbeddedDatabaseError } from './embedded-database.error.js';
import { lockInstance } from './instance-lock.js';
import { isRunning } from './process-identity.js';
import { clearOrphan, freePort, send, ServerDidNotStart, startServer, stopServer } from './server.js';

export type EmbeddedDatabase = Readonly<{
  /** Port on 127.0.0.1; stays the same when the server has to be started again. */
  port: number;
  /** Address of the maintenance database as the superuser: for roles and migrations, never for requests. */
  superuserUrl: string;
  /** Folder that holds the cluster, its password and its log. */
  home: string;
  /** Ends the server within about six seconds, whatever state it is in, and gives the data folder free. */
  stop: () => Promise<void>;
}>;

export type EmbeddedDatabaseOptions = Readonly<{
  /** Folder of the installation's data; made where it is missing. */
  dataDir: string;
  /** Receives sentences for the operator. */
  log: (line: string) => void;
}>;

const watchEveryMs = 250;
const portAttempts = 5;

/**
 * Opens the Postgres that comes with Concordat on a data folder and keeps it running: one that dies is started
 * again on the same port, so that pools reconnect. Only one Concordat opens a folder at a time.
 * Refuses with `EmbeddedDatabaseError`, whose message is one sentence for the operator.
 */
export async function openEmbeddedDatabase({
  dataDir,
  log,
}: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const home = await prepareDataHome(path.resolve(dataDir));
  if (path.relative(path.resolve(dataDir), home.folder).startsWith('..'))
    log(`The database's account cannot reach ${dataDir}; its data is in ${home.folder}.`);
  const lock = await lockInstance(home.folder);
  try {
    const binaries = await findBinaries(home);
    const password = await ensureCluster(binaries, home);
    await clearOrphan(home, log);
    const { pid, port } = await startOnFreePort(binaries, home);
    const superuserUrl = `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`;
    const startAnew = async (): Promise<number> => {
      await clearOrphan(home, log);
      return await startServer(binaries, home, port);
    };
    const keeper = keepRunning(pid, startAnew, log);
    try {
      await greet(superuserUrl, home);
    } catch (error) {
      await keeper.stop();
      throw error;
    }
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopping ??= keeper.stop().finally(() => lock.release()));
    return { port, superuserUrl, home: home.folder, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startOnFreePort(binaries: Binaries, home: DataHome): Promise<{ pid: number; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return { pid: await startServer(binaries, home, port), port };
    } catch (error) {
      if (!(error instanceof ServerDidNotStart)) throw error;
      // Between the look for a free port and its use another program may take it.
      if (attempt < portAttempts) continue;
      throw new EmbeddedDatabaseError(
        `The database in ${home.folder} does not start (${error.message}); its log is ${path.join(home.folder, 'postgres.log')}.`,
      );
    }
  }
}

/** The password file and the cluster may come from different backups; better to say so now than in every request. */
async function greet(superuserUrl: string, home: DataHome): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    throw new EmbeddedDatabaseError(
      `The database in ${home.folder} does not accept its own password file (${complaintOf(error)}); ` +
        `bring back the file database-password that belongs to this data.`,
    );
  } finally {
    await client.end();
  }
}

type Keeper = Readonly<{ stop: () => Promise<void> }>;

/** Watches a server and starts it again when it dies; a process that exits without farewell takes it along. */
function keepRunning(firstPid: number, start: () => Promise<number>, log: (line: string) => void): Keeper {
  let pid = firstPid;
  let stopping = false;
  let restarting: Promise<void> | undefined;
  const restart = async (): Promise<void> => {
    log('The database ended unexpectedly; starting it again.');
    for (let waitMs = 100; !stopping; waitMs = Math.min(waitMs * 2, 5000)) {
      try {
        pid = await start();
        if (!stopping) log('The database is back.');
        return;
      } catch (error) {
        if (!(error instanceof ServerDidNotStart)) throw error;
        if (waitMs === 1600) log(`The database does not start yet (${error.message}); trying on.`);
        await pause(waitMs);
      }
    }
  };
  const watch = setInterval(() => {
    if (stopping || restarting || isRunning(pid)) return;
    restarting = restart()
      .catch((error: unknown) => log(`The database cannot be started again: ${String(error)}`))
      .finally(() => (restarting = undefined));
  }, watchEveryMs);
  watch.unref();
  const takeAlong = (): void => {
    if (isRunning(pid)) send(pid, 'SIGINT');
  };
  process.once('exit', takeAlong);
  return {
    stop: async () => {
      stopping = true;
      clearInterval(watch);
      await restarting;
      if (isRunning(pid)) await stopServer(pid);
      process.removeListener('exit', takeAlong);
    },
  };
}
