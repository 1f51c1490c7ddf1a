import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { backUp } from '../../apps/api/src/cli/backup/back-up.js';
import { checkBackUp } from '../../apps/api/src/cli/backup/check-backup.js';
import { restore } from '../../apps/api/src/cli/backup/restore.js';
import { findDesks } from '../faults/practice.js';
import { type Desk, startWriters } from '../faults/writers.js';
import { enterRoom, superuserUrl } from '../support/product.js';
import { differences, fingerprintsOf, looking, textsOf } from './fingerprints.js';

/** How much a run does. */
export interface BackUpRounds {
  readonly backUps: number;
  readonly writers: number;
  readonly perSection: number;
}

/** What it came to, over all its back-ups. */
export interface BackUpReport {
  readonly backUps: number;
  /** Words called saved while back-ups were made and restored. */
  readonly acknowledged: number;
  readonly tablesCompared: number;
  readonly rowsCompared: number;
  readonly textsCompared: number;
  /** Words that were called saved before a back-up began and were looked for in what was restored. */
  readonly wordsLookedFor: number;
  readonly mismatches: readonly string[];
  readonly medianBackUpMs: number;
  readonly medianRestoreMs: number;
  readonly largestBytes: number;
  /** Words saved per second while a back-up was being made, and in all. */
  readonly savedPerSecond: { readonly duringBackUps: number; readonly overall: number };
}

const passphrase = 'a passphrase for tests, and nothing else';

/**
 * People write and comment while the installation is saved again and again. Each back-up is restored into a database of
 * its own and compared with what another transaction saw at the very same snapshot.
 */
export async function backUpRounds({ backUps, writers, perSection }: BackUpRounds): Promise<BackUpReport> {
  const room = await enterRoom('used');
  const mismatches: string[] = [];
  const sum = { tables: 0, rows: 0, texts: 0, words: 0, during: 0 };
  const times = { backUp: [] as number[], restore: [] as number[] };
  let largestBytes = 0;
  try {
    const product = room.start({ CONCORDAT_SAMPLE: 'on' });
    await product.ready();
    const desks = await findDesks(product.address, writers, perSection);
    const writing = startWriters({ origin: product.address, writers: desks, prefix: 'b', pauseMs: 5 });
    await writing.opened();
    const commenting = new AbortController();
    const comments = comment(product.address, desks, commenting.signal);
    const server = await superuserUrl(room.dataDir);
    const from = performance.now();
    for (let round = 0; round < backUps; round += 1) {
      await writing.saved(10 * writers);
      const before = [...writing.acknowledged];
      const file = path.join(room.folder, `${round}.backup`);
      const began = performance.now();
      let seen: Awaited<ReturnType<typeof look>> | undefined;
      let lookingMs = 0;
      const made = await backUp({
        superuserUrl: server,
        keyFolder: room.dataDir,
        file,
        // Sealed and open ones by turns.
        passphrase: round % 2 === 0 ? passphrase : undefined,
        onSnapshot: async (snapshot) => {
          const at = performance.now();
          seen = await look(server, snapshot);
          lookingMs = performance.now() - at;
        },
      });
      times.backUp.push(performance.now() - began - lookingMs);
      sum.during += writing.acknowledged.length - before.length;
      largestBytes = Math.max(largestBytes, made.bytes);
      if (!(await checkBackUp(file, round % 2 === 0 ? passphrase : undefined)).opened)
        mismatches.push(`back-up ${round} was not read`);

      const keyFolder = path.join(room.folder, `keys-${round}`);
      const restored = await emptyDatabase(server, `restored_${round}`);
      // The roles of a server belong to all its databases: the same passwords, or the product would be locked out.
      await mkdir(keyFolder);
      await copyFile(
        path.join(room.dataDir, 'database-roles.json'),
        path.join(keyFolder, 'database-roles.json'),
      );
      const at = performance.now();
      const report = await restore({ file, passphrase, superuserUrl: restored, keyFolder });
      times.restore.push(performance.now() - at);
      const found = await look(restored, undefined);
      if (!seen) throw new Error('Nobody looked at the snapshot');
      for (const table of differences(seen.tables, found.tables)) mismatches.push(`${round}: table ${table}`);
      for (const [id, { hash }] of seen.texts)
        if (found.texts.get(id)?.hash !== hash) mismatches.push(`${round}: text ${id}`);
      for (const { sectionId, word } of before)
        if (!found.texts.get(sectionId)?.words.has(word)) mismatches.push(`${round}: word ${word}`);
      sum.tables += found.tables.size;
      sum.rows += report.compared.rows;
      sum.texts += seen.texts.size;
      sum.words += before.length;
      await dropDatabase(server, `restored_${round}`);
    }
    const seconds = (performance.now() - from) / 1000;
    commenting.abort();
    await comments;
    await writing.finish();
    return {
      backUps,
      acknowledged: writing.acknowledged.length,
      tablesCompared: sum.tables,
      rowsCompared: sum.rows,
      textsCompared: sum.texts,
      wordsLookedFor: sum.words,
      mismatches,
      medianBackUpMs: median(times.backUp),
      medianRestoreMs: median(times.restore),
      largestBytes,
      savedPerSecond: {
        duringBackUps: Math.round((1000 * sum.during) / times.backUp.reduce((a, b) => a + b, 0)),
        overall: Math.round(writing.acknowledged.length / seconds),
      },
    };
  } finally {
    await room.leave();
  }
}

const look = (url: string, snapshot: string | undefined) =>
  looking(url, snapshot, async (client) => ({
    tables: await fingerprintsOf(client),
    texts: await textsOf(client),
  }));

/** Rows in other tables than the text's: comments, with their audit and their events. */
async function comment(origin: string, desks: readonly Desk[], signal: AbortSignal): Promise<void> {
  for (let count = 0; !signal.aborted; count += 1) {
    const { sectionId, cookie } = desks[count % desks.length] ?? { sectionId: '', cookie: '' };
    await fetch(`${origin}/api/sections/${sectionId}/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin },
      body: JSON.stringify({ body: `Comment ${count}\twith a tab, a \\ and\na second line` }),
    }).then((answer) => answer.arrayBuffer());
  }
}

async function emptyDatabase(server: string, name: string): Promise<string> {
  await statement(server, `create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

const dropDatabase = (server: string, name: string): Promise<void> =>
  statement(server, `drop database ${name} with (force)`);

async function statement(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

const median = (values: readonly number[]): number =>
  Math.round([...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0);
