import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { systemCode } from './embedded-database.error.js';

/** A process runs, but the system does not say since when. */
const unknownBirth = 'unknown';
const hasProc = existsSync('/proc/self/stat');

/**
 * Says when a process began, as a string that no later process with the same number shares.
 * Undefined when no such process runs; one that ended and was not collected by its parent does not run.
 */
export function birthOf(pid: number): string | undefined {
  if (!signalReaches(pid)) return undefined;
  return hasProc ? birthFromProc(pid) : birthFromPs(pid);
}

/** Says whether a process runs. */
export function isRunning(pid: number): boolean {
  return birthOf(pid) !== undefined;
}

/** Says whether this process is a Postgres server that works on this data folder, and not a stranger with its number. */
export function isPostgresOn(pid: number, clusterDir: string): boolean {
  try {
    if (hasProc)
      return (
        readlinkSync(`/proc/${pid}/cwd`) === clusterDir &&
        path
          .basename(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '')
          .startsWith('postgres')
      );
    const command = ps(pid, 'command=');
    return command.includes('postgres') && command.includes(clusterDir);
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

function birthFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may itself hold brackets and spaces.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}:${rest[18]}`;
  } catch (error) {
    // Where /proc hides other people's processes, the signal above is all there is to know.
    if (isAbsence(error)) return signalReaches(pid) ? unknownBirth : undefined;
    throw error;
  }
}

function birthFromPs(pid: number): string | undefined {
  try {
    const line = ps(pid, 'stat=,lstart=');
    return line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
  } catch {
    // No `ps` on this system: a process that answers a signal runs.
    return unknownBirth;
  }
}

function ps(pid: number, columns: string): string {
  return execFileSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
}

function isAbsence(error: unknown): boolean {
  return ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(systemCode(error) ?? '');
}
