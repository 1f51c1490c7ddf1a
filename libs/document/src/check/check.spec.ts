import fc from 'fast-check';
import * as Y from 'yjs';
import { anyBlock, anyEdit, applyEdit } from '../../test/random-section.js';
import {
  appendBlocks,
  buildSection,
  checkSection,
  fragmentOf,
  refusalOfTouched,
  sectionFieldName,
  type SchemaRefusal,
} from '../index.js';

const element = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement => {
  const made = new Y.XmlElement(name);
  made.insert(0, children);
  return made;
};

const formatted = (attributes: Record<string, unknown>): Y.XmlText => {
  const text = new Y.XmlText();
  text.insert(0, 'text', attributes);
  return text;
};

const withAttribute = (name: string, attribute: string, value: string | number): Y.XmlElement => {
  const made = new Y.XmlElement<Record<string, string | number>>(name);
  made.setAttribute(attribute, value);
  return made as Y.XmlElement;
};

const nested = (depth: number): Y.XmlElement =>
  depth === 0 ? element('paragraph') : element('blockquote', nested(depth - 1));

const hostile: [string, SchemaRefusal, (doc: Y.Doc) => void][] = [
  ['an unknown node', 'document.unknown_node', (doc) => fragmentOf(doc).insert(0, [element('script')])],
  ['text outside a block', 'document.misplaced', (doc) => fragmentOf(doc).insert(0, [new Y.XmlText('bare')])],
  [
    'a cell outside a table',
    'document.misplaced',
    (doc) => fragmentOf(doc).insert(0, [element('tableCell')]),
  ],
  [
    'a heading of level 9',
    'document.attribute',
    (doc) => fragmentOf(doc).insert(0, [withAttribute('heading', 'level', 9)]),
  ],
  [
    'an attribute nobody knows',
    'document.attribute',
    (doc) => fragmentOf(doc).insert(0, [withAttribute('paragraph', 'style', 'position:fixed')]),
  ],
  [
    'a script behind a link',
    'document.attribute',
    (doc) =>
      fragmentOf(doc).insert(0, [element('paragraph', formatted({ link: { href: 'javascript:alert(1)' } }))]),
  ],
  [
    'a link without an address',
    'document.attribute',
    (doc) => fragmentOf(doc).insert(0, [element('paragraph', formatted({ link: {} }))]),
  ],
  [
    'a mark nobody knows',
    'document.unknown_mark',
    (doc) => fragmentOf(doc).insert(0, [element('paragraph', formatted({ blink: {} }))]),
  ],
  [
    'a mark with a bare value',
    'document.foreign_content',
    (doc) => fragmentOf(doc).insert(0, [element('paragraph', formatted({ bold: true }))]),
  ],
  [
    'an embed in a text',
    'document.foreign_content',
    (doc) => {
      const text = new Y.XmlText();
      text.insertEmbed(0, { image: 'x' });
      fragmentOf(doc).insert(0, [element('paragraph', text)]);
    },
  ],
  [
    'a hook among the blocks',
    'document.foreign_content',
    (doc) => fragmentOf(doc).insert(0, [new Y.XmlHook('x') as unknown as Y.XmlElement]),
  ],
  ['a tower of quotes', 'document.too_deep', (doc) => fragmentOf(doc).insert(0, [nested(60)])],
];

/** What the gate sees: the refusal of the touched blocks, for every transaction that changes a section. */
function watch(doc: Y.Doc): (SchemaRefusal | null)[] {
  const seen: (SchemaRefusal | null)[] = [];
  doc.on('afterTransaction', (transaction: Y.Transaction) => seen.push(refusalOfTouched(transaction)));
  return seen;
}

describe('checking a section', () => {
  it.each(hostile)('refuses %s', (_name, reason, insert) => {
    const doc = buildSection([{ type: 'paragraph', text: 'Before' }]);
    insert(doc);
    expect(checkSection(doc)).toEqual({ ok: false, reason });
  });

  it.each(hostile)('refuses %s by looking at the touched blocks alone', (_name, reason, insert) => {
    const doc = buildSection([{ type: 'paragraph', text: 'Before' }]);
    const seen = watch(doc);
    insert(doc);
    expect(seen).toEqual([reason]);
  });

  it('finds a bad change deep inside a block that was good', () => {
    const doc = buildSection([{ type: 'list', items: ['one', 'two'] }]);
    const seen = watch(doc);
    const item = (fragmentOf(doc).get(0) as Y.XmlElement).get(1) as Y.XmlElement;
    item.insert(1, [element('tableRow')]);
    expect(seen).toEqual(['document.misplaced']);
  });

  it('accepts what two honest people leave behind together', () => {
    const doc = buildSection([{ type: 'list', items: ['one'] }]);
    const item = (fragmentOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlElement;
    item.delete(0, 1);
    expect(checkSection(doc).ok).toBe(true);
  });

  it('accepts everything editors write, whole and touched alike', () => {
    fc.assert(
      fc.property(
        fc.array(anyBlock, { maxLength: 4 }),
        fc.array(anyEdit, { maxLength: 12 }),
        (blocks, edits) => {
          const doc = new Y.Doc();
          const seen = watch(doc);
          appendBlocks(doc, blocks);
          edits.forEach((edit) => applyEdit(doc, edit));
          expect(seen.filter((refusal) => refusal !== null)).toEqual([]);
          expect(checkSection(doc).ok).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('comes to the same by the touched blocks as by all, whatever two people and an attacker do', () => {
    const anyChange = fc.oneof(
      { arbitrary: anyEdit.map((edit) => (doc: Y.Doc) => applyEdit(doc, edit)), weight: 9 },
      { arbitrary: fc.constantFrom(...hostile.map(([, , insert]) => insert)), weight: 1 },
    );
    let refused = 0;
    fc.assert(
      fc.property(
        fc.array(anyBlock, { maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(1), fc.boolean(), anyChange), { maxLength: 12 }),
        (blocks, changes) => {
          let shared = Y.encodeStateAsUpdate(buildSection(blocks));
          const people = [new Y.Doc(), new Y.Doc()];
          for (const [who, isInTouch, change] of changes) {
            const person = people[who] ?? new Y.Doc();
            if (isInTouch) Y.applyUpdate(person, shared);
            const before = Y.encodeStateVector(person);
            change(person);
            const judged = new Y.Doc();
            fragmentOf(judged);
            Y.applyUpdate(judged, shared);
            const seen = watch(judged);
            Y.applyUpdate(judged, Y.encodeStateAsUpdate(person, before));
            const byTouched = seen.find((refusal) => refusal !== null) ?? null;
            const whole = checkSection(judged);
            expect(byTouched === null).toBe(whole.ok);
            if (whole.ok) shared = Y.encodeStateAsUpdate(judged);
            else {
              refused += 1;
              people[who] = new Y.Doc();
            }
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(refused).toBeGreaterThan(20);
  });

  it('reads the field that the editors write', () => {
    expect(sectionFieldName).toBe('text');
    expect(buildSection([{ type: 'paragraph', text: 'Here' }]).share.has('text')).toBe(true);
  });
});
