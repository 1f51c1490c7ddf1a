import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '@concordat/testing';
import { databaseOn, enterRoom, type Product, type Room } from '../support/product.js';
import { findDesks } from './practice.js';
import { checkLog, judge, readBack } from './read-back.js';
import { startWriters, type Writers } from './writers.js';

/** Who is killed; the writers always are. */
const victims = ['server', 'database', 'both'] as const;
type Victim = (typeof victims)[number];

/** What a run of kills came to. */
export interface KillReport {
  readonly kills: Readonly<Record<Victim, number>>;
  readonly written: number;
  readonly acknowledged: number;
  /** Acknowledged words that a new reader does not find. */
  readonly lost: readonly string[];
  /** Acknowledged words that a new reader finds more than once. */
  readonly twice: readonly string[];
  readonly log: Awaited<ReturnType<typeof checkLog>>;
}

export interface KillOrder {
  readonly kills: number;
  readonly seed: number;
  readonly writers: number;
  readonly perSection: number;
  readonly onProgress?: (line: string) => void;
}

const sample = { CONCORDAT_SAMPLE: 'on' };

/**
 * People write while the server, its database or both are killed without warning, again and again, and the writers'
 * process with them: their copies of the text are gone. At the end a new reader looks for every word that was called
 * saved, and the stored log is checked row by row.
 */
export async function killLoop({
  kills,
  seed,
  writers,
  perSection,
  onProgress,
}: KillOrder): Promise<KillReport> {
  const random = seeded(seed);
  const room = await enterRoom('used');
  const killed: Record<Victim, number> = { server: 0, database: 0, both: 0 };
  const acknowledged: Writers['acknowledged'][number][] = [];
  let written = 0;
  try {
    let product = room.start(sample);
    await product.ready();
    const desks = await findDesks(product.address, writers, perSection);
    for (let kill = 0; kill < kills; kill += 1) {
      // The writers start beside the server and wait for it.
      const team = startWriters({ origin: product.address, writers: desks, prefix: `k${kill}` });
      await product.ready();
      await team.opened();
      await pause(300 + Math.floor(random() * 2_000));
      const victim = victims[kill % victims.length] ?? 'server';
      product = await strike(victim, room, product, team);
      killed[victim] += 1;
      written += team.written();
      acknowledged.push(...team.acknowledged);
      onProgress?.(`${kill + 1} of ${kills} kills, ${acknowledged.length} words acknowledged`);
    }
    await product.ready();
    const found = await readBack(product.address, desks);
    return {
      kills: killed,
      written,
      acknowledged: acknowledged.length,
      ...judge(acknowledged, found),
      log: await checkLog(room.dataDir),
    };
  } finally {
    await room.leave();
  }
}

/** Kills in one breath; gives the product that serves next, on its way to being ready. */
async function strike(victim: Victim, room: Room, product: Product, team: Writers): Promise<Product> {
  const database = await databaseOn(room.dataDir);
  if (victim !== 'server' && database) process.kill(database.pid, 'SIGKILL');
  if (victim !== 'database') product.child.kill('SIGKILL');
  await team.kill();
  if (victim === 'database') return product;
  await product.ended();
  return room.start(sample);
}
