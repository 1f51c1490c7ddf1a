import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { ScriptedEditor } from '@concordat/testing';
import { enterRoom, type Product } from '../support/product.js';
import { openSection, type OpenSection, practiceSection, signInToSample } from './practice.js';

/** What a run of kills came to. */
export interface KillReport {
  readonly kills: number;
  readonly written: number;
  readonly acknowledged: number;
  /** Acknowledged words that a new reader does not find. */
  readonly lost: readonly string[];
  readonly seed: number;
}

/** Words that are on their way together. */
const burst = 3;

/** A small generator with a seed, so that a run can be repeated (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Two people write in one section while the server is killed without warning, again and again; the writers are thrown
 * away with it. At the end a new reader looks for every word that was called saved.
 */
export async function killLoop(kills: number, seed: number): Promise<KillReport> {
  const random = seeded(seed);
  const room = await enterRoom();
  const acknowledged: string[] = [];
  let written = 0;
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const product = room.start({ CONCORDAT_SAMPLE: 'on' });
      await product.ready();
      const editors = await openWriters(product);
      const writing = new AbortController();
      const work = editors.map((editor, writer) => write(editor, `k${kill}w${writer}`, writing.signal));
      await pause(500 + Math.floor(random() * 1500));
      product.child.kill('SIGKILL');
      await once(product.child, 'close');
      writing.abort();
      written += (await Promise.all(work)).reduce((sum, count) => sum + count, 0);
      for (const editor of editors) {
        acknowledged.push(...editor.acknowledged);
        editor.close();
      }
    }
    const text = await readBack(room.start({ CONCORDAT_SAMPLE: 'on' }));
    return {
      kills,
      written,
      acknowledged: acknowledged.length,
      lost: acknowledged.filter((word) => !text.has(word)),
      seed,
    };
  } finally {
    await room.leave();
  }
}

async function openWriters(product: Product): Promise<ScriptedEditor[]> {
  const section = await practiceSection(product.address);
  const open = (person: string): Promise<OpenSection> => openSection(product.address, section, person);
  return Promise.all(
    ['coordinator.fi@practice.example', 'deputy.fi@practice.example'].map(
      async (who) => (await open(who)).editor,
    ),
  );
}

/** Writes a few words at a time and waits until they are called saved, as long as the server lives. */
async function write(editor: ScriptedEditor, prefix: string, signal: AbortSignal): Promise<number> {
  const stop = aborted(signal);
  let count = 0;
  while (!signal.aborted) {
    for (let word = 0; word < burst; word += 1) editor.write(`${prefix}n${count++}`);
    await Promise.race([editor.allAcknowledged(3_000).catch(() => undefined), stop]);
  }
  return count;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

async function readBack(product: Product): Promise<ReadonlySet<string>> {
  await product.ready();
  const cookie = await signInToSample(product.address, 'coordinator.fi@practice.example');
  const section = await practiceSection(product.address);
  const { editor } = await openSection(product.address, section, 'coordinator.fi@practice.example', cookie);
  const words = new Set(editor.text().split(/\s+/));
  editor.close();
  return words;
}
