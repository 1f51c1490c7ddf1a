import { appendBlocks, checkSection, fragmentOf } from '@concordat/document';
import fc from 'fast-check';
import * as Y from 'yjs';
import { openGate, textOf, Writer } from '../../../test/gate-fixture.js';
import { kinds, type Spot, UpdateBytes } from '../../../test/hostile/update-bytes.js';
import { inspectUpdate } from './inspect-update.js';

function textWith(...updates: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  fragmentOf(doc);
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

const refused = (code: string) => ({ kind: 'refused', code });

/** The text of the writer's first paragraph. */
const firstText = (doc: Y.Doc): Y.XmlText => (fragmentOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;

describe('inspecting an update', () => {
  it('names the client ids that add something', () => {
    const writer = new Writer();
    expect(inspectUpdate(textWith(), writer.writes('one'))).toEqual({
      kind: 'change',
      clientIds: new Set([writer.doc.clientID]),
      ordinary: false,
    });
  });

  it('knows what only deletes, and what has been deleted already', () => {
    const writer = new Writer();
    const text = textWith(writer.writes('one'), writer.writes('two'));
    const deletion = writer.change((doc) => fragmentOf(doc).delete(0, 1));
    expect(inspectUpdate(text, deletion)).toEqual({ kind: 'change', clientIds: new Set(), ordinary: true });
    Y.applyUpdate(text, deletion);
    expect(inspectUpdate(text, deletion)).toEqual({ kind: 'nothing' });
    expect(inspectUpdate(text, Y.encodeStateAsUpdate(writer.doc))).toEqual({ kind: 'nothing' });
  });

  it('knows what builds on something that never came', () => {
    const writer = new Writer();
    const first = writer.writes('one');
    const second = writer.writes('two');
    const third = writer.change((doc) => fragmentOf(doc).delete(1, 1));
    expect(inspectUpdate(textWith(), second)).toEqual(refused('update.gap'));
    expect(inspectUpdate(textWith(first), third)).toEqual(refused('update.gap'));
    expect(inspectUpdate(textWith(first), Y.mergeUpdates([first, third]))).toEqual(refused('update.gap'));
    expect(inspectUpdate(textWith(first), second)).toMatchObject({ kind: 'change' });
  });

  it('does not read version 2, nor anything cut short or too long', () => {
    const writer = new Writer();
    const update = writer.writes('one');
    const malformed = refused('update.malformed');
    expect(inspectUpdate(textWith(), Y.encodeStateAsUpdateV2(writer.doc))).toEqual(malformed);
    expect(inspectUpdate(textWith(), Y.encodeStateAsUpdateV2(new Y.Doc()))).toEqual(malformed);
    expect(inspectUpdate(textWith(), update.slice(0, -1))).toEqual(malformed);
    expect(inspectUpdate(textWith(), Uint8Array.of(...update, 0))).toEqual(malformed);
    expect(inspectUpdate(textWith(), new Uint8Array())).toEqual(malformed);
    expect(inspectUpdate(textWith(), Uint8Array.of(0, 0))).toEqual({ kind: 'nothing' });
  });
});

describe('what is ordinary', () => {
  const kinds: [string, boolean, (doc: Y.Doc) => void][] = [
    ['a character', true, (doc) => firstText(doc).insert(3, 'x')],
    ['a character at the start', true, (doc) => firstText(doc).insert(0, '東')],
    [
      'a character typed over others',
      true,
      (doc) => (firstText(doc).delete(0, 2), firstText(doc).insert(0, '👍')),
    ],
    ['a few characters apart', true, (doc) => [0, 2, 5].forEach((at) => firstText(doc).insert(at, 'ß'))],
    ['a deletion', true, (doc) => firstText(doc).delete(1, 2)],
    ['the end of a paragraph', true, (doc) => fragmentOf(doc).delete(0, 1)],
    ['a new paragraph', false, (doc) => fragmentOf(doc).insert(1, [new Y.XmlElement('paragraph')])],
    ['a mark', false, (doc) => firstText(doc).format(0, 2, { bold: {} })],
    ['an attribute', false, (doc) => (fragmentOf(doc).get(0) as Y.XmlElement).setAttribute('level', '2')],
    ['a long text', false, (doc) => firstText(doc).insert(0, 'x'.repeat(5_000))],
    ['text apart from every text', false, (doc) => fragmentOf(doc).insert(1, [new Y.XmlText('bare')])],
  ];

  it.each(kinds)('%s: %s', (_what, ordinary, edit) => {
    const writer = new Writer();
    const text = textWith(writer.writes('one two three'));
    expect(inspectUpdate(text, writer.change(edit))).toMatchObject({ kind: 'change', ordinary });
  });

  it('goes in as it was foreseen: nothing pending, nothing thrown, only text changed (500 edits)', () => {
    const writers = [new Writer(), new Writer()];
    const first = writers[0]?.writes('A sentence to begin with.') ?? new Uint8Array();
    const text = textWith(first);
    writers[1]?.knows(first);
    fc.assert(
      fc.property(
        fc.nat(1),
        fc.nat(500),
        fc.string({ maxLength: 3, unit: 'binary' }),
        fc.nat(3),
        (who, at, put, cut) => {
          const writer = writers[who] ?? new Writer();
          const update = writer.change((doc) => {
            const line = firstText(doc);
            const place = at % (line.length + 1);
            line.delete(place, Math.min(cut, line.length - place));
            line.insert(place, put);
          });
          const found = inspectUpdate(text, update);
          Y.applyUpdate(text, update);
          for (const each of writers) each.knows(update);
          expect(found.kind === 'nothing' || (found.kind === 'change' && found.ordinary)).toBe(true);
          expect(text.store.pendingStructs).toBeNull();
          expect(firstText(text).toString()).toBe(firstText(writer.doc).toString());
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('what a forger calls ordinary', () => {
  /** Everything a section can hold: marks, attributes, lists, deleted and collected things, two writers. */
  function richText(): { readonly doc: Y.Doc; readonly clients: readonly number[] } {
    const [one, other] = [new Writer(), new Writer()];
    const doc = textWith(
      one.change((text) => {
        appendBlocks(text, [
          { type: 'heading', level: 2, text: 'A heading' },
          { type: 'paragraph', text: 'Some words that are bold in part' },
          { type: 'list', items: ['first', 'second'] },
          { type: 'paragraph', text: 'gone soon' },
        ]);
      }),
    );
    const edits: ((text: Y.Doc) => void)[] = [
      (text) => secondText(text).format(5, 5, { bold: {} }),
      (text) => secondText(text).format(8, 6, { link: { href: 'https://example.org' } }),
      (text) => (fragmentOf(text).get(0) as Y.XmlElement<{ level: number }>).setAttribute('level', 3),
      (text) => fragmentOf(text).delete(3, 1),
    ];
    for (const [at, edit] of edits.entries()) {
      const writer = at % 2 ? one : other;
      Y.applyUpdate(doc, writer.knows(Y.encodeStateAsUpdate(doc)).change(edit));
    }
    return { doc, clients: [one.doc.clientID, other.doc.clientID] };
  }
  const secondText = (doc: Y.Doc): Y.XmlText => (fragmentOf(doc).get(1) as Y.XmlElement).get(0) as Y.XmlText;

  it('still goes in without a thread’s help, and the whole is a section (1 500 forgeries)', () => {
    const { doc, clients } = richText();
    const text = Y.encodeStateAsUpdate(doc);
    const spot = fc.tuple(fc.nat(1), fc.nat(100));
    const anyItem = fc.tuple(
      fc.option(spot),
      fc.option(spot, { freq: 1 }),
      fc.string({ minLength: 1, maxLength: 3 }),
    );
    const anyRange = fc.tuple(fc.constant(0), fc.nat(90), fc.integer({ min: 1, max: 40 }));
    let ordinary = 0;
    fc.assert(
      fc.property(
        fc.array(anyItem, { maxLength: 2 }),
        fc.array(anyRange, { maxLength: 2 }),
        (items, ranges) => {
          const place = (at: readonly [number, number] | null): Spot | null =>
            at && { client: clients[at[0]] ?? 0, clock: at[1] };
          const bytes = new UpdateBytes().number(items.length > 0 ? 1 : 0);
          if (items.length > 0) bytes.run(items.length, { client: 77, clock: 0 });
          for (const [left, right, words] of items) {
            if (left ?? right) bytes.between(kinds.text, place(left), place(right)).text(words);
            else bytes.inside(kinds.text, { client: clients[0] ?? 0, clock: words.length }).text(words);
          }
          bytes.number(ranges.length > 0 ? 1 : 0);
          const sorted = ranges.map(([, clock]) => clock).sort((one, other) => one - other);
          if (ranges.length > 0) bytes.number(clients[ranges[0]?.[0] ?? 0] ?? 0).number(sorted.length);
          for (const [at, clock] of sorted.entries())
            bytes
              .number(clock)
              .number(Math.max(1, Math.min(ranges[at]?.[2] ?? 1, (sorted[at + 1] ?? 999) - clock)));
          const update = bytes.done();
          const judged = textWith(text);
          const found = inspectUpdate(judged, update);
          if (found.kind !== 'change' || !found.ordinary) return;
          ordinary += 1;
          Y.applyUpdate(judged, update);
          expect([judged.store.pendingStructs, judged.store.pendingDs]).toEqual([null, null]);
          expect(checkSection(judged)).toMatchObject({ ok: true });
          expect(judged.share.size).toBe(1);
        },
      ),
      { numRuns: 1_500 },
    );
    expect(ordinary).toBeGreaterThan(150);
  });
});

describe('a gate under hostile bytes', () => {
  it('answers every mutant, keeps one truth, and goes on (500 mutants)', async () => {
    const { gate, log, alarms } = await openGate();
    const honest = new Writer();
    await gate.receive(honest.writes('Keep this sentence.'), honest.author);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (flips) => {
          const hostile = new Writer().knows(gate.state().update);
          const bytes = hostile.writes('mutant');
          for (const [at, value] of flips) bytes[at % bytes.length] = value;
          const answer = await gate.receive(bytes, hostile.author);
          expect(answer.ok || answer.reason.startsWith('update.')).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
    expect(await gate.receive(honest.writes('And this one.'), honest.author)).toMatchObject({ ok: true });
    expect(textOf(gate)).toContain('And this one.');
    expect(alarms).toEqual([]);
    await gate.close();
    const replayed = (await openGate(log)).gate;
    expect(textOf(replayed)).toBe(textOf(gate));
  });
});
