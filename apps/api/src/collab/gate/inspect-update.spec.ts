import { fragmentOf } from '@concordat/document';
import fc from 'fast-check';
import * as Y from 'yjs';
import { openGate, textOf, Writer } from '../../../test/gate-fixture.js';
import { inspectUpdate } from './inspect-update.js';

function textWith(...updates: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  fragmentOf(doc);
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

describe('inspecting an update', () => {
  it('names the client ids that add something', () => {
    const writer = new Writer();
    expect(inspectUpdate(textWith(), writer.writes('one'))).toEqual({
      kind: 'change',
      clientIds: new Set([writer.doc.clientID]),
    });
  });

  it('knows what only deletes, and what has been deleted already', () => {
    const writer = new Writer();
    const text = textWith(writer.writes('one'), writer.writes('two'));
    const deletion = writer.change((doc) => fragmentOf(doc).delete(0, 1));
    expect(inspectUpdate(text, deletion)).toEqual({ kind: 'change', clientIds: new Set() });
    Y.applyUpdate(text, deletion);
    expect(inspectUpdate(text, deletion)).toEqual({ kind: 'nothing' });
    expect(inspectUpdate(text, Y.encodeStateAsUpdate(writer.doc))).toEqual({ kind: 'nothing' });
  });

  it('knows what builds on something that never came', () => {
    const writer = new Writer();
    const first = writer.writes('one');
    const second = writer.writes('two');
    const third = writer.change((doc) => fragmentOf(doc).delete(1, 1));
    expect(inspectUpdate(textWith(), second)).toEqual({ kind: 'gap' });
    expect(inspectUpdate(textWith(first), third)).toEqual({ kind: 'gap' });
    expect(inspectUpdate(textWith(first), Y.mergeUpdates([first, third]))).toEqual({ kind: 'gap' });
    expect(inspectUpdate(textWith(first), second)).toMatchObject({ kind: 'change' });
  });

  it('does not read version 2, nor anything cut short or too long', () => {
    const writer = new Writer();
    const update = writer.writes('one');
    const malformed = { kind: 'malformed' };
    expect(inspectUpdate(textWith(), Y.encodeStateAsUpdateV2(writer.doc))).toEqual(malformed);
    expect(inspectUpdate(textWith(), Y.encodeStateAsUpdateV2(new Y.Doc()))).toEqual(malformed);
    expect(inspectUpdate(textWith(), update.slice(0, -1))).toEqual(malformed);
    expect(inspectUpdate(textWith(), Uint8Array.of(...update, 0))).toEqual(malformed);
    expect(inspectUpdate(textWith(), new Uint8Array())).toEqual(malformed);
    expect(inspectUpdate(textWith(), Uint8Array.of(0, 0))).toEqual({ kind: 'nothing' });
  });
});

describe('a gate under hostile bytes', () => {
  it('answers every mutant, keeps one truth, and goes on (2 000 mutants)', async () => {
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
      { numRuns: 2_000 },
    );
    expect(await gate.receive(honest.writes('And this one.'), honest.author)).toMatchObject({ ok: true });
    expect(textOf(gate)).toContain('And this one.');
    expect(alarms).toEqual([]);
    await gate.close();
    const replayed = (await openGate(log)).gate;
    expect(textOf(replayed)).toBe(textOf(gate));
  });
});
