import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { type DestinationStream, pino } from 'pino';

const largestLogBytes = 20 * 1024 * 1024;

/**
 * Where log lines go: a terminal belongs to the person in front of it, so there they go to a file, whose name is
 * given back; anywhere else (containers, services) to standard error, so that each stream holds one kind of line.
 */
export function logDestination(
  dataDir: string,
  isTerminal: boolean,
): { readonly destination: DestinationStream & { flushSync(): void }; readonly file: string | null } {
  if (!isTerminal) return { destination: pino.destination({ dest: 2, sync: false }), file: null };
  const file = path.join(dataDir, 'concordat.log');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.1`);
  return { destination: pino.destination({ dest: file, sync: false, append: true, mode: 0o600 }), file };
}
