import * as Y from 'yjs';
import {
  appendBlocks,
  buildSection,
  canonicalText,
  checkSection,
  fragmentOf,
  holdsFixedParts,
  readSection,
  touchesFixedParts,
} from '../index.js';

/** A section as a template with fixed words would begin it: fixed heading, free paragraph, fixed list. */
function fromTemplate(): Y.Doc {
  const doc = buildSection([
    { type: 'heading', level: 1, text: 'Declaration' },
    { type: 'paragraph', text: 'Free words.' },
    { type: 'list', items: ['The states agree.'] },
  ]);
  for (const place of [0, 2])
    (fragmentOf(doc).get(place) as Y.XmlElement<{ fixed: boolean }>).setAttribute('fixed', true);
  return doc;
}

const block = (doc: Y.Doc, place: number): Y.XmlElement => fragmentOf(doc).get(place) as Y.XmlElement;
const paragraph = (attributes: Record<string, boolean> = {}): Y.XmlElement => {
  const made = new Y.XmlElement<Record<string, boolean>>('paragraph');
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made as unknown as Y.XmlElement;
};

/** What the gate sees of a change that somebody else made: the update, put into its own copy. */
function isTouchedBy(change: (doc: Y.Doc) => void): boolean {
  const doc = fromTemplate();
  const before = Y.encodeStateVector(doc);
  const judged = new Y.Doc();
  fragmentOf(judged);
  Y.applyUpdate(judged, Y.encodeStateAsUpdate(doc));
  doc.transact(() => change(doc));
  let touched = false;
  judged.on('afterTransaction', (transaction: Y.Transaction) => {
    touched ||= touchesFixedParts(transaction);
  });
  Y.applyUpdate(judged, Y.encodeStateAsUpdate(doc, before));
  return touched;
}

const refused: [string, (doc: Y.Doc) => void][] = [
  ['types in one', (doc) => (block(doc, 0).get(0) as Y.XmlText).insert(3, 'x')],
  ['formats one', (doc) => (block(doc, 0).get(0) as Y.XmlText).format(0, 3, { bold: {} })],
  ['deletes words of one', (doc) => (block(doc, 0).get(0) as Y.XmlText).delete(0, 1)],
  ['writes deep in one', (doc) => (block(doc, 2).get(0) as Y.XmlElement).insert(1, [paragraph()])],
  ['adds an item to one', (doc) => block(doc, 2).insert(1, [new Y.XmlElement('listItem')])],
  ['deletes one', (doc) => fragmentOf(doc).delete(0, 1)],
  ['deletes everything', (doc) => fragmentOf(doc).delete(0, fragmentOf(doc).length)],
  ['changes its level', (doc) => block(doc, 0).setAttribute('level', 2 as unknown as string)],
  ['sets one free', (doc) => block(doc, 0).removeAttribute('fixed')],
  ['fixes another', (doc) => block(doc, 1).setAttribute('fixed', true as unknown as string)],
  ['brings a new one', (doc) => fragmentOf(doc).insert(1, [paragraph({ fixed: true })])],
  [
    'puts a copy in its place',
    (doc) => {
      const copy = block(doc, 0).clone() as Y.XmlElement;
      fragmentOf(doc).delete(0, 1);
      fragmentOf(doc).insert(0, [copy]);
    },
  ],
];

const allowed: [string, (doc: Y.Doc) => void][] = [
  ['types beside it', (doc) => (block(doc, 1).get(0) as Y.XmlText).insert(0, 'x')],
  ['deletes what is free', (doc) => fragmentOf(doc).delete(1, 1)],
  ['puts a block before it', (doc) => fragmentOf(doc).insert(0, [paragraph()])],
  ['appends', (doc) => appendBlocks(doc, [{ type: 'paragraph', text: 'More.' }])],
];

describe('fixed parts of a template', () => {
  it.each(refused)('are touched by who %s', (_, change) => expect(isTouchedBy(change)).toBe(true));
  it.each(allowed)('are left alone by who %s', (_, change) => expect(isTouchedBy(change)).toBe(false));

  it('are found, fit the section and count in what is signed', () => {
    const doc = fromTemplate();
    expect(holdsFixedParts(doc)).toBe(true);
    expect(checkSection(doc).ok).toBe(true);
    const free = buildSection([{ type: 'paragraph', text: 'Free.' }]);
    expect(holdsFixedParts(free)).toBe(false);
    expect(canonicalText(readSection(doc))).toContain('"fixed":true');
  });

  it('say true or nothing', () => {
    const doc = new Y.Doc();
    fragmentOf(doc).insert(0, [paragraph({ fixed: false })]);
    expect(checkSection(doc)).toEqual({ ok: false, reason: 'document.attribute' });
  });
});
