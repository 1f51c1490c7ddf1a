import { setTimeout as pause } from 'node:timers/promises';
import type { ScriptedEditor } from '@concordat/testing';
import { databaseOn, enterRoom, type Product, type Room } from '../support/product.js';
import { openSection, practiceSection, signInToSample } from './practice.js';

const people = ['coordinator.fi@practice.example', 'deputy.fi@practice.example'] as const;
const burst = 3;

/**
 * Writes until it is told to stop, as a page does: what is not called saved is kept, and after a cut or a refusal for
 * the moment the editor comes back with a new ticket and sends it again.
 */
async function write(editor: ScriptedEditor, prefix: string, signal: AbortSignal): Promise<number> {
  let count = 0;
  while (!signal.aborted) {
    for (let word = 0; word < burst; word += 1) editor.write(`${prefix}n${count++}`);
    await comeThrough(editor);
  }
  return count;
}

/** Returns once everything written is called saved, however often the editor has to come back. */
async function comeThrough(editor: ScriptedEditor): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const saved = await editor.allAcknowledged(1_000).then(
      () => true,
      () => false,
    );
    if (saved) return;
    await editor
      .disconnect()
      .then(() => editor.reconnect(2_000))
      .catch(() => pause(200));
  }
  throw new Error(
    `Nothing was saved for a minute; the last words said were ${editor.messages.at(-1) ?? 'none'}`,
  );
}

describe('a database that dies while two write', () => {
  let room: Room;
  let product: Product;
  let editors: readonly ScriptedEditor[] = [];
  const writing = new AbortController();
  beforeAll(async () => {
    room = await enterRoom('used');
    product = room.start({ CONCORDAT_SAMPLE: 'on' });
    await product.ready();
  });
  afterAll(async () => {
    writing.abort();
    for (const editor of editors) editor.close();
    await room.leave();
  });

  it('is started again by itself; nothing that was called saved is lost, and writing goes on', async () => {
    const section = await practiceSection(product.address);
    editors = await Promise.all(
      people.map(async (who) => (await openSection(product.address, section, who)).editor),
    );
    const work = editors.map((editor, writer) => write(editor, `w${writer}`, writing.signal));
    const deaths: number[] = [];
    for (const moment of [700, 1_500]) {
      await pause(moment);
      const before = editors.map(({ acknowledged }) => acknowledged.length);
      const database = await databaseOn(room.dataDir);
      if (!database) throw new Error('no database runs');
      deaths.push(database.pid);
      process.kill(database.pid, 'SIGKILL');
      // Both have words acknowledged that were written after the death.
      for (const [index, editor] of editors.entries())
        for (let waited = 0; editor.acknowledged.length < (before[index] ?? 0) + 4 * burst; waited += 1) {
          if (waited > 400)
            throw new Error(
              `Writing did not go on after death ${deaths.length}: ${editors.map((each) => each.messages.join()).join(' | ')}\n${product.said().slice(-3_000)}`,
            );
          await pause(50);
        }
    }
    writing.abort();
    const written = (await Promise.all(work)).reduce((sum, count) => sum + count, 0);
    const acknowledged = editors.flatMap((editor) => editor.acknowledged);

    const cookie = await signInToSample(product.address, people[0]);
    const { editor: reader } = await openSection(product.address, section, people[0], cookie);
    const found = reader.text().split(/\s+/);
    reader.close();
    const words = new Set(found);
    const lost = acknowledged.filter((word) => !words.has(word));
    const twice = acknowledged.filter((word) => found.indexOf(word) !== found.lastIndexOf(word));
    console.log(
      `${deaths.length} deaths of the database: ${written} words written, ${acknowledged.length} acknowledged, ${lost.length} of them lost`,
    );
    expect(acknowledged.length).toBeGreaterThan(24);
    expect({ lost, twice }).toEqual({ lost: [], twice: [] });
    expect(product.child.exitCode).toBeNull();
    expect((await databaseOn(room.dataDir))?.pid).not.toBe(deaths[1]);
  }, 120_000);
});
