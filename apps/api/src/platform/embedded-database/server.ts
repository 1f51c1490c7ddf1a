import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Binaries } from './binaries.js';
import { databaseEnvironment, lastError } from './cluster.js';
import { clusterIn, type DataHome } from './data-home.js';
import { EmbeddedDatabaseError, systemCode } from './embedded-database.error.js';
import { isPostgresOn, isRunning } from './process-identity.js';

/** A server did not come up; the text is what it wrote last. */
export class ServerDidNotStart extends Error {
  override readonly name = 'ServerDidNotStart';
}

/** Recovery after a crash replays the log and may take its time; a server that hangs must not hang the start. */
const startPatienceMs = 120_000;
const fastStopMs = 4000;
const immediateStopMs = 1000;
const backendFarewellMs = 2000;
const largestLogBytes = 5_000_000;

/** Starts a server on a port of the loopback address and returns its process number once it takes connections. */
export async function startServer(binaries: Binaries, home: DataHome, port: number): Promise<number> {
  const cluster = clusterIn(home.folder);
  const logFile = path.join(home.folder, 'postgres.log');
  if (existsSync(logFile) && statSync(logFile).size > largestLogBytes) await rename(logFile, `${logFile}.1`);
  const log = openSync(logFile, 'a', 0o600);
  const alreadyWritten = statSync(logFile).size;
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const child = spawn(
    binaries.postgres,
    ['-D', cluster, '-p', String(port), ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    {
      ...home.account,
      cwd: '/',
      env: databaseEnvironment(),
      // Ctrl+C reaches every process of the terminal's group; the database must outlive the application's farewell.
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  child.unref();
  let ended = false;
  let failure: unknown;
  child.once('error', (error) => {
    ended = true;
    failure = error;
  });
  child.once('exit', () => {
    ended = true;
  });
  const giveUpAt = performance.now() + startPatienceMs;
  while (!ended && performance.now() < giveUpAt) {
    const running = readPidFile(cluster);
    if (running && running.pid === child.pid && running.status === 'ready') return running.pid;
    await pause(20, undefined, { ref: true });
  }
  if (child.pid && !ended) await stopServer(child.pid);
  if (failure) throw failure;
  throw new ServerDidNotStart(lastError(readFileSync(logFile).subarray(alreadyWritten).toString('utf8')));
}

/** Ends a server: politely, then at once, then by force. Returns when it is gone or nothing more can be done. */
export async function stopServer(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', fastStopMs],
    ['SIGQUIT', immediateStopMs],
    ['SIGKILL', 1000],
  ] as const) {
    if (!send(pid, signal)) return;
    const until = performance.now() + patienceMs;
    while (performance.now() < until) {
      if (!isRunning(pid)) return;
      await pause(20);
    }
  }
}

/** Sends a signal; false when there is no such process any more. */
export function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (systemCode(error) === 'ESRCH') return false;
    throw error;
  }
}

/**
 * Makes way for a new server after this program was killed. A server that still runs on the data is stopped, so
 * that the next one has this version's programs and settings; a note of a server that is gone is removed where
 * Postgres itself would take a stranger with the same process number for it.
 */
export async function clearOrphan(home: DataHome, log: (line: string) => void): Promise<void> {
  const cluster = clusterIn(home.folder);
  const note = readPidFile(cluster);
  if (!note) return;
  if (isRunning(note.pid) && isPostgresOn(note.pid, cluster)) {
    log(`Stopping the database that an earlier start left behind (process ${note.pid}).`);
    await stopServer(note.pid);
    if (isRunning(note.pid) && isPostgresOn(note.pid, cluster))
      throw new EmbeddedDatabaseError(
        `The database of an earlier start (process ${note.pid}) still holds ${cluster} and cannot be stopped; end that process, then start again.`,
      );
  }
  await endBackends(cluster);
  const sure = findsProcesses ? processesIn(cluster).length === 0 : isRunning(note.pid);
  if (sure) await rm(path.join(cluster, 'postmaster.pid'), { force: true });
}

/** A port of the loopback address that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}

/** What a server notes about itself: line 1 its process number, line 8 its status. */
function readPidFile(cluster: string): { pid: number; status: string | undefined } | undefined {
  try {
    const lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10));
    return Number.isNaN(pid) || pid === 0 ? undefined : { pid, status: lines[7]?.trim() };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const findsProcesses = existsSync('/proc/self/cwd');

/**
 * Backends outlive a killed server by a moment; one that hangs (stopped, or waiting for a dead disk) stays, holds the
 * shared memory and keeps the next server from starting, so it is ended by force. What was committed is in the log.
 */
async function endBackends(cluster: string): Promise<void> {
  for (const [signal, patienceMs] of [
    [undefined, backendFarewellMs],
    ['SIGKILL', 1000],
  ] as const) {
    if (signal) for (const pid of processesIn(cluster)) if (isPostgresOn(pid, cluster)) send(pid, signal);
    const giveUpAt = performance.now() + patienceMs;
    while (processesIn(cluster).length > 0 && performance.now() < giveUpAt) await pause(50);
  }
}

/** The processes whose working folder is the cluster. */
function processesIn(cluster: string): number[] {
  if (!findsProcesses) return [];
  return readdirSync('/proc')
    .filter((name) => {
      if (!/^\d+$/.test(name)) return false;
      try {
        return readlinkSync(`/proc/${name}/cwd`) === cluster && isRunning(Number(name));
      } catch (error) {
        if (['ENOENT', 'EACCES', 'EPERM', 'ESRCH'].includes(systemCode(error) ?? '')) return false;
        throw error;
      }
    })
    .map(Number);
}
