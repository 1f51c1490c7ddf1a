import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

export const checkout = path.resolve(import.meta.dirname, '../..');

/** A room for one test's data, with a space and an umlaut in its path; `leave` ends what still runs and removes it. */
export interface Room {
  readonly folder: string;
  readonly dataDir: string;
  start(settings?: Record<string, string>): Product;
  leave(): Promise<void>;
}

/** The built product as a process of its own, started as an operator starts it. */
export interface Product {
  readonly pid: number;
  readonly child: ChildProcess;
  readonly address: string;
  /** Standard output and standard error in the order in which they arrived. */
  readonly said: () => string;
  /** Resolves with the seconds that passed until `/health/ready` answered 200; rejects when the process ends first. */
  ready(): Promise<number>;
  /** Resolves with the exit code, or the signal that ended the process. */
  ended(): Promise<number | NodeJS.Signals>;
}

/**
 * An empty room, where the product starts for the first time; or a `used` one, where it has been started and stopped
 * with its sample before: a copy of what `npm test` made for the whole run. Outside it that, too, is empty.
 */
export async function enterRoom(state: 'empty' | 'used' = 'empty'): Promise<Room> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'concordat für tests ')));
  await chmod(folder, 0o755);
  const dataDir = path.join(folder, 'daten');
  const usedData = process.env['CONCORDAT_TEST_DATA'];
  // With owners and rights: the database refuses files that are not its own.
  if (state === 'used' && usedData !== undefined) await promisify(execFile)('cp', ['-a', usedData, dataDir]);
  const port = await freePort();
  const products: Product[] = [];
  return {
    folder,
    dataDir,
    start: (settings = {}) => {
      const product = launch({ PORT: String(port), CONCORDAT_DATA_DIR: dataDir, ...settings });
      products.push(product);
      return product;
    },
    leave: async () => {
      for (const { child, ended } of products) {
        child.kill('SIGTERM');
        const inTime = await Promise.race([ended().then(() => true), pause(12_000, false, { ref: false })]);
        if (!inTime) child.kill('SIGKILL');
      }
      await endDatabase(dataDir);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function launch(settings: Record<string, string>): Product {
  const own = /^(PORT|HOST|DATABASE_URL|REDIS_URL|SMTP_URL|CONCORDAT_.*|NODE_ENV|NODE_OPTIONS)$/;
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
  const child = spawn(process.execPath, [path.join(checkout, 'apps/api/dist/main.js')], {
    cwd: path.parse(checkout).root,
    env: { ...inherited, NODE_ENV: 'production', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const startedAt = performance.now();
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const end = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const ended = async (): Promise<number | NodeJS.Signals> => {
    const [code, signal] = await end;
    return code ?? signal ?? 1;
  };
  const address = `http://127.0.0.1:${settings.PORT ?? '3000'}`;
  return {
    pid: child.pid ?? 0,
    child,
    address,
    said: () => output,
    ended,
    ready: async () => {
      for (;;) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`The product ended before it was ready:\n${output}`);
        if ((await statusOf(`${address}/health/ready`)) === 200)
          return (performance.now() - startedAt) / 1000;
        await pause(50);
      }
    },
  };
}

/** The status of a GET, or the word `refused` while nobody listens. */
export async function statusOf(url: string): Promise<number | 'refused'> {
  return await fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    () => 'refused' as const,
  );
}

/**
 * A port that nobody listens on. Below those from which the system takes its own for outgoing connections, of which
 * tests open thousands: one of them could hold it when the product wants it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

/** Process number and port of the database on a data folder; undefined when its note is gone, as after a stop. */
export async function databaseOn(dataDir: string): Promise<{ pid: number; port: number } | undefined> {
  const note = await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => undefined);
  const [pid, , , port] = note?.split('\n') ?? [];
  return pid && port ? { pid: Number(pid), port: Number(port) } : undefined;
}

/** Address of the product's database as its superuser, to look and to write past the product. */
export async function superuserUrl(dataDir: string): Promise<string> {
  const database = await databaseOn(dataDir);
  if (!database) throw new Error(`No database runs on ${dataDir}.`);
  const password = (await readFile(path.join(dataDir, 'database-password'), 'utf8')).trim();
  return `postgres://postgres:${password}@127.0.0.1:${database.port}/concordat`;
}

async function endDatabase(dataDir: string): Promise<void> {
  const database = await databaseOn(dataDir);
  if (!database) return;
  try {
    process.kill(database.pid, 'SIGQUIT');
  } catch {
    return; // Killed: its note is all that is left.
  }
  for (let tries = 0; tries < 50 && (await databaseOn(dataDir)); tries += 1) await pause(100);
}
