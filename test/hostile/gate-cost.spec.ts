import { fragmentOf } from '@concordat/document';
import { setTimeout as pause } from 'node:timers/promises';
import { recordFigures } from '@concordat/testing';
import * as Y from 'yjs';
import { openGate, Writer } from '../../apps/api/test/gate-fixture.js';
import { LogWorld } from '../../apps/api/test/log-world.js';
import { MemorySectionLog } from '../../apps/api/test/memory-section-log.js';
import { JudgedTexts } from '../../apps/api/src/collab/gate/judge/judged-texts.js';
import { RateBudget } from '../../apps/api/src/collab/gate/rate-budget.js';

/** `npm run bench:hostile` presses twenty times as many keys. */
const keys = Number(process.env['BENCH_GATE_KEYS'] ?? 500);
const seconds = Number(process.env['BENCH_GATE_SECONDS'] ?? 1);
const paragraphs = 750;
const wordsEach = 48;
const writers = 50;

const budget = (): RateBudget => new RateBudget({ updatesPerMinute: 10 ** 9, bytesPerMinute: 10 ** 12 });
const at = (values: readonly number[], share: number): number =>
  [...values].sort((one, other) => one - other)[
    Math.min(values.length - 1, Math.floor(values.length * share))
  ] ?? 0;
const round = (value: number, digits = 3): number => Number(value.toFixed(digits));

/** A writer at a section of 36 000 words, and the update that holds it. */
function longSection(): { writer: Writer; text: Uint8Array } {
  const writer = new Writer();
  const text = writer.change((doc) => {
    for (let at = 0; at < paragraphs; at += 1)
      fragmentOf(doc).insert(at, [paragraph('word '.repeat(wordsEach))]);
  });
  return { writer, text };
}

function paragraph(text: string): Y.XmlElement {
  const made = new Y.XmlElement('paragraph');
  made.insert(0, [new Y.XmlText(text)]);
  return made;
}

const textOf = (doc: Y.Doc, index: number): Y.XmlText =>
  (fragmentOf(doc).get(index % paragraphs) as Y.XmlElement).get(0) as Y.XmlText;

const press = (doc: Y.Doc, key: number): void => {
  const text = textOf(doc, Math.floor(key / 200));
  text.insert(text.length, 'x');
};
const breakLine = (doc: Y.Doc, key: number): void =>
  fragmentOf(doc).insert(key % paragraphs, [paragraph('new')]);
const embolden = (doc: Y.Doc, key: number): void => textOf(doc, key).format(0, 4, { bold: {} });

/** Milliseconds of CPU of this process, all its threads, for each of these. */
async function cpuEach(count: number, work: () => Promise<void> | void): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

describe('what the gate costs', () => {
  it('for a key press and for what goes through a thread, without the store', async () => {
    const rows: { [column: string]: string | number }[] = [];
    for (const [what, edit, count] of [
      ['a character in a section of 36 000 words', press, keys],
      ['a new paragraph in it', breakLine, Math.ceil(keys / 10)],
      ['bold in it', embolden, Math.ceil(keys / 10)],
    ] as const) {
      const { writer, text } = longSection();
      const { gate, log } = await openGate(new MemorySectionLog(), {
        budget: budget(),
        storeTimeoutMs: 60_000,
      });
      expect((await gate.receive(text, writer.author)).ok).toBe(true);
      const updates = Array.from({ length: count }, (_, key) => writer.change((doc) => edit(doc, key)));
      const floor = new Y.Doc();
      Y.applyUpdate(floor, text);
      const alone = await cpuEach(count, () => updates.forEach((update) => Y.applyUpdate(floor, update)));
      const waits: number[] = [];
      const gated = await cpuEach(count, async () => {
        for (const update of updates) {
          const start = performance.now();
          await gate.receive(update, writer.author);
          waits.push(performance.now() - start);
        }
      });
      expect(log.committed).toHaveLength(count + 1);
      rows.push({
        update: what,
        'CPU, ms': round(gated),
        'Y.applyUpdate alone, CPU ms': round(alone),
        'p95, ms': round(at(waits, 0.95)),
        attempts: count,
      });
      await gate.close();
    }
    const { writer, text } = longSection();
    const texts = new JudgedTexts();
    texts.load('s', [text]);
    const judged: number[] = [];
    for (let key = 0; key < keys; key += 1) {
      const update = writer.change((doc) => (key % 2 ? embolden : breakLine)(doc, key));
      const start = performance.now();
      expect(texts.judge({ kind: 'judge', sectionId: 's', news: [], update, as: 'edit' })).toEqual({
        refusal: null,
        mend: null,
      });
      judged.push(performance.now() - start);
    }
    rows.push({
      update: 'putting in and checking the touched blocks, in the thread',
      'CPU, ms': round(judged.reduce((sum, each) => sum + each, 0) / keys),
      'p95, ms': round(at(judged, 0.95)),
      attempts: keys,
    });
    console.log(JSON.stringify(rows));
    recordFigures({
      document: 'benchmarks',
      section: 'gate-cost',
      title: 'What the gate costs',
      how: 'Updates one at a time through the gate with a log in memory: CPU of the whole process with its threads, beside Yjs alone.',
      rows,
    });
  });

  it('and what a commit is shared by, with the store', async () => {
    const world = await LogWorld.open();
    try {
      const sectionId = await world.section();
      const { gate } = await world.gate(sectionId, await world.person(), { budget: budget() });
      const commits: number[] = [];
      const append = world.log.append.bind(world.log);
      world.log.append = (section, epoch, rows) => {
        commits.push(rows.length);
        return append(section, epoch, rows);
      };
      const people = await Promise.all(
        Array.from({ length: writers }, async () => new Writer(await world.person())),
      );
      const begin = people.map((person, number) =>
        gate.receive(
          person.change((doc) => fragmentOf(doc).insert(0, [paragraph(`p${number}`)])),
          person.author,
        ),
      );
      expect((await Promise.all(begin)).every(({ ok }) => ok)).toBe(true);
      commits.length = 0;
      const waits: number[] = [];
      let refused = 0;
      const until = performance.now() + seconds * 1000;
      await Promise.all(
        people.map(async (person, number) => {
          await pause(number * 4);
          while (performance.now() < until) {
            const update = person.change((doc) => press(doc, 0));
            const start = performance.now();
            if (!(await gate.receive(update, person.author)).ok) refused += 1;
            waits.push(performance.now() - start);
            await pause(200);
          }
        }),
      );
      const stored = commits.reduce((sum, count) => sum + count, 0);
      const [head] = await world.database.sql<{ rows: string; last: string; first: string }>(
        'select count(*) as rows, max(seq) as last, min(seq) as first from section_update where section_id = $1',
        [sectionId],
      );
      expect(refused).toBe(0);
      const last = String(writers + stored);
      expect(head).toEqual({ rows: last, last, first: '1' });
      await gate.close();
      const rows = [
        {
          writers,
          updates: stored,
          commits: commits.length,
          'updates a commit': round(stored / commits.length, 2),
          'most in one': Math.max(...commits),
          'typed to committed p50, ms': round(at(waits, 0.5), 1),
          'p95, ms': round(at(waits, 0.95), 1),
        },
      ];
      console.log(JSON.stringify(rows));
      recordFigures({
        document: 'benchmarks',
        section: 'gate-commit',
        title: 'Typed to committed, and updates a commit',
        how: `${writers} people in one section, five key presses a second each for ${seconds} s, gate and Postgres without the socket; positions read back without a gap.`,
        rows,
      });
    } finally {
      await world.close();
    }
  });
});
