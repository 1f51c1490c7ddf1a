import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedDatabaseError, systemCode } from './embedded-database.error.js';
import { birthOf } from './process-identity.js';

type Holder = Readonly<{ pid: number; birth: string }>;

/** How long a start waits for a predecessor that is just closing down. */
const patienceMs = 3000;

export type InstanceLock = Readonly<{ release: () => Promise<void> }>;

/**
 * Makes this process the only Concordat on a data folder. A lock whose holder no longer runs is taken over; a
 * process number that was given to another program meanwhile does not count as the holder.
 * Refuses with `EmbeddedDatabaseError` while another Concordat runs.
 */
export async function lockInstance(folder: string): Promise<InstanceLock> {
  const file = path.join(folder, 'concordat.lock');
  const birth = birthOf(process.pid) ?? 'unknown';
  const mine = `${JSON.stringify({ pid: process.pid, birth, token: randomUUID() })}\n`;
  const giveUpAt = performance.now() + patienceMs;
  while (!(await claim(file, mine))) {
    const found = await readText(file);
    const holder = holderIn(found);
    if (holder && birthOf(holder.pid) === holder.birth) {
      if (performance.now() > giveUpAt)
        throw new EmbeddedDatabaseError(
          `Another Concordat (process ${holder.pid}) is already running on the data folder ${folder}; ` +
            `stop it first, or set CONCORDAT_DATA_DIR to another folder.`,
        );
      await pause(200);
    } else {
      await clearStale(file, found);
    }
  }
  return {
    release: async () => {
      if ((await readText(file)) === mine) await rm(file, { force: true });
    },
  };
}

/** A link appears with its whole content or not at all, so no one ever reads half a lock. */
async function claim(file: string, content: string): Promise<boolean> {
  const draft = `${file}.${process.pid}.${randomUUID()}`;
  await writeFile(draft, content, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(systemCode(error) ?? '')) throw error;
    return await claimWithoutLinks(file, content);
  } finally {
    await rm(draft, { force: true });
  }
}

async function claimWithoutLinks(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Of two starts that find the same stale lock one moves it away; whoever moved a fresh one puts it back. */
async function clearStale(file: string, seen: string | undefined): Promise<void> {
  const aside = `${file}.stale.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  if ((await readText(aside)) !== seen) await rename(aside, file);
  else await rm(aside, { force: true });
}

function holderIn(text: string | undefined): Holder | undefined {
  const fields = /"pid":(\d+),"birth":"([^"]*)"/.exec(text ?? '');
  return fields?.[1] && fields[2] ? { pid: Number(fields[1]), birth: fields[2] } : undefined;
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
