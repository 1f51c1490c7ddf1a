import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const bench = path.resolve(import.meta.dirname, '..');
/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

/** A floor, as a process of its own. */
export interface Floor {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts `floors/<name>.mjs` and waits until it listens. */
export async function startFloor(name: string, ...args: string[]): Promise<Floor> {
  const child = fork(path.join(bench, 'floors', `${name}.mjs`), args, { execArgv: [] });
  const { port } = (await firstMessage(child)) as { port: number };
  return {
    pid: child.pid ?? 0,
    port,
    stop: async () => {
      if (child.exitCode !== null || !child.connected) return;
      const end = once(child, 'exit');
      child.disconnect();
      await end;
    },
  };
}

interface Said {
  readonly at: string;
  readonly error?: string;
}

/**
 * Runs `load/<name>.mjs` with a plan and gives its last message. `hear` is called for every message when it arrives.
 */
export async function runLoad<Report extends Said>(
  name: string,
  plan: object,
  hear: (said: Said) => void = () => undefined,
): Promise<Report> {
  const child = fork(path.join(bench, 'load', `${name}.mjs`), { execArgv: [] });
  child.send(plan);
  let last: Said | undefined;
  child.on('message', (said: Said) => hear((last = said)));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (!last || last.error !== undefined || code !== 0)
    throw new Error(`The load ${name} failed: ${last?.error ?? `it ended with ${String(code)}`}`);
  return last as Report;
}

async function firstMessage(child: ChildProcess): Promise<unknown> {
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`A floor ended with ${String(code)} before it listened`);
  });
  const [message] = (await Promise.race([once(child, 'message'), gone])) as [unknown];
  return message;
}

/** Processor seconds that a process has used so far. */
export function cpuSeconds(pid: number): number {
  if (process.platform !== 'linux') {
    const time = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return time.split(/[:-]/).reduce((total, part) => total * 60 + Number(part), 0);
  }
  // The name stands in brackets and may hold spaces; the fields after it do not.
  const [, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.join(') ').split(' ').slice(11, 13);
  return (Number(user) + Number(system)) / ticksPerSecond;
}

/** Processor seconds of a process and everything it started, such as a database server and its backends. */
export function cpuSecondsOfFamily(pid: number): number {
  return cpuSeconds(pid) + childrenOf(pid).reduce((sum, child) => sum + cpuSecondsOfFamily(child), 0);
}

/** Resident memory of a process in MB. */
export function residentMegabytes(pid: number): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(kilobytes.trim()) / 1024;
}

function childrenOf(pid: number): number[] {
  if (process.platform !== 'linux') return [];
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}
