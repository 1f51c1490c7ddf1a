import { createHash } from 'node:crypto';
import { buildSection, fragmentOf } from '@concordat/document';
import { ok, refuse } from '@concordat/domain';
import * as Y from 'yjs';
import { openGate, textOf, Writer } from '../../../test/gate-fixture.js';
import { MemorySectionLog } from '../../../test/memory-section-log.js';
import { serverDeviceId, type EditMode } from './gate.types.js';

/** A section as a template with fixed words begins it: its first row is written when the proposal is founded. */
function fromTemplate(): MemorySectionLog {
  const doc = buildSection([
    { type: 'heading', level: 1, text: 'Declaration' },
    { type: 'paragraph', text: 'Free words.' },
  ]);
  (fragmentOf(doc).get(0) as Y.XmlElement<{ fixed: boolean }>).setAttribute('fixed', true);
  const bytes = Y.encodeStateAsUpdate(doc);
  const sha256 = createHash('sha256').update(bytes).digest();
  const log = new MemorySectionLog();
  log.committed.push({
    seq: 1,
    bytes,
    sha256,
    personId: 'founder',
    deviceId: serverDeviceId,
    mode: 'edit',
    newClientIds: [],
  });
  return log;
}

const textAt = (doc: Y.Doc, place: number): Y.XmlText =>
  (fragmentOf(doc).get(place) as Y.XmlElement).get(0) as Y.XmlText;

const attempts: [string, (doc: Y.Doc) => void][] = [
  ['types a letter into them', (doc) => textAt(doc, 0).insert(1, 'x')],
  ['deletes a letter of them', (doc) => textAt(doc, 0).delete(0, 1)],
  ['deletes them', (doc) => fragmentOf(doc).delete(0, 1)],
  ['sets them free', (doc) => (fragmentOf(doc).get(0) as Y.XmlElement).removeAttribute('fixed')],
];

describe('fixed words of a template', () => {
  it.each(
    attempts.flatMap(([what, change]) =>
      (['edit', 'suggest'] as const).map((mode): [EditMode, string, (doc: Y.Doc) => void] => [
        mode,
        what,
        change,
      ]),
    ),
  )('stand against who may %s and %s', async (mode, _, change) => {
    const { gate, log } = await openGate(fromTemplate(), { rights: () => Promise.resolve(ok(mode)) });
    const writer = new Writer().knows(gate.state().update);
    expect(await gate.receive(writer.change(change), writer.author)).toEqual(refuse('update.fixed'));
    expect(log.committed).toHaveLength(1);
    expect(textOf(gate)).toBe('Declaration\nFree words.');
  });

  it('stand against the server, too, when it edits for a person', async () => {
    const { gate } = await openGate(fromTemplate());
    const person = { personId: 'coordinator', deviceId: serverDeviceId };
    expect(await gate.edit(person, (doc) => fragmentOf(doc).delete(0, 2))).toEqual(refuse('update.fixed'));
  });

  it('do not stand in the way of what is written beside them', async () => {
    const { gate } = await openGate(fromTemplate());
    const writer = new Writer().knows(gate.state().update);
    const beside = writer.change((doc) => textAt(doc, 1).insert(0, 'More '));
    expect(await gate.receive(beside, writer.author)).toEqual(ok({ seq: 2 }));
    expect(textOf(gate)).toBe('Declaration\nMore Free words.');
  });
});
