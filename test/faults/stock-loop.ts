import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { ScriptedEditor, seeded } from '@concordat/testing';
import { checkout, freePort } from '../support/product.js';
import { judge } from './read-back.js';
import { startWriters, type Writers } from './writers.js';

/** What the same loop came to with stock Hocuspocus. */
export interface StockReport {
  readonly written: number;
  readonly acknowledged: number;
  readonly lost: readonly string[];
  /** Kills after which something acknowledged was missing. */
  readonly losingKills: number;
}

const documents = ['one', 'two', 'three', 'four', 'five'];

/** Starts stock Hocuspocus on a folder and resolves when it listens. */
async function startStock(folder: string, port: number) {
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'stock-server.mjs'), folder, String(port)],
    { cwd: checkout, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(createInterface({ input: child.stdout }), 'line');
  return child;
}

async function readStock(origin: string): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const found = new Map<string, ReadonlyMap<string, number>>();
  for (const sectionId of documents) {
    const reader = await ScriptedEditor.open({
      origin,
      sectionId,
      cookie: '',
      ticket: () => Promise.resolve('none'),
    });
    found.set(
      sectionId,
      new Map(
        reader
          .text()
          .split(/\s+/)
          .map((word) => [word, 1]),
      ),
    );
    reader.close();
  }
  return found;
}

/** Each writer's pause between bursts: the server answers from memory, and nobody types ten thousand words a second. */
const pauseMs = 100;

/**
 * The kill loop on the collaboration server as it comes, with its own durable store: what a word that it calls saved is
 * worth. It stores two seconds after the last change and at least every ten, so it gets moments of up to `longestMs`.
 */
export async function stockLoop(
  kills: number,
  seed: number,
  writers: number,
  longestMs: number,
): Promise<StockReport> {
  const random = seeded(seed);
  const folder = await mkdtemp(path.join(tmpdir(), 'concordat-stock-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const desks = Array.from({ length: writers }, (_, index) => ({
    sectionId: documents[index % documents.length] ?? 'one',
    cookie: '',
  }));
  const acknowledged: Writers['acknowledged'][number][] = [];
  const lost = new Set<string>();
  let written = 0;
  let losingKills = 0;
  let server = await startStock(folder, port);
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const team = startWriters({ origin, writers: desks, prefix: `k${kill}`, pauseMs, stockServer: true });
      await team.opened();
      await pause(300 + Math.floor(random() * (longestMs - 300)));
      const gone = once(server, 'close');
      server.kill('SIGKILL');
      await team.kill();
      await gone;
      written += team.written();
      acknowledged.push(...team.acknowledged);
      server = await startStock(folder, port);
      const missing = judge(team.acknowledged, await readStock(origin)).lost;
      if (missing.length > 0) losingKills += 1;
      for (const word of missing) lost.add(word);
    }
    return { written, acknowledged: acknowledged.length, lost: [...lost], losingKills };
  } finally {
    server.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}
