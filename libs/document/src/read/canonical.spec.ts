import fc from 'fast-check';
import * as Y from 'yjs';
import { anyBlock, anyEdit, applyEdit } from '../../test/random-section.js';
import {
  buildSection,
  canonicalText,
  checkSection,
  fragmentOf,
  readSection,
  sectionOf,
  textHash,
} from '../index.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('the canonical text', () => {
  it('drops defaults, sorts keys and marks, and merges equal neighbours', () => {
    const spread = sectionOf([
      {
        type: 'heading',
        attrs: { level: 1 },
        content: [
          { type: 'text', text: 'Sub', marks: [{ type: 'italic' }, { type: 'bold', attrs: {} }] },
          { type: 'text', text: '', marks: [] },
          { type: 'text', text: 'ject', marks: [{ type: 'bold' }, { type: 'italic' }] },
          { type: 'text', text: '!' },
        ],
      },
    ]);
    expect(canonicalText(spread)).toBe(
      '{"schema":1,"section":{"content":[{"content":[{"marks":[{"type":"bold"},{"type":"italic"}],"text":"Subject",' +
        '"type":"text"},{"text":"!","type":"text"}],"type":"heading"}],"type":"doc"}}',
    );
  });

  it('tells a heading of level 2 from one of level 1', () => {
    const [one, two] = ([1, 2] as const).map((level) =>
      canonicalText(readSection(buildSection([{ type: 'heading', level, text: 'Aim' }]))),
    );
    expect(one).not.toBe(two);
  });

  it('hashes the same text to the same 32 bytes', async () => {
    const blocks = [{ type: 'paragraph' as const, text: 'Five petaflops.' }];
    const first = await textHash(readSection(buildSection(blocks)));
    const second = await textHash(readSection(buildSection(blocks)));
    expect(first).toHaveLength(32);
    expect(hex(first)).toBe(hex(second));
  });

  it('depends on the text, not on how two writers came to it (1 000 histories)', () => {
    fc.assert(
      fc.property(
        fc.array(anyBlock, { maxLength: 4 }),
        fc.array(anyEdit, { maxLength: 8 }),
        fc.array(anyEdit, { maxLength: 8 }),
        (blocks, mine, theirs) => {
          const seed = Y.encodeStateAsUpdate(buildSection(blocks));
          const [one, other] = [new Y.Doc(), new Y.Doc()];
          for (const doc of [one, other]) Y.applyUpdate(doc, seed);
          mine.forEach((edit) => applyEdit(one, edit));
          theirs.forEach((edit) => applyEdit(other, edit));
          const [updateOne, updateOther] = [Y.encodeStateAsUpdate(one), Y.encodeStateAsUpdate(other)];
          Y.applyUpdate(one, updateOther);
          Y.applyUpdate(other, updateOne);
          const late = new Y.Doc();
          Y.applyUpdate(late, Y.mergeUpdates([updateOther, updateOne]));
          const text = canonicalText(readSection(one));
          expect(canonicalText(readSection(other))).toBe(text);
          expect(canonicalText(readSection(late))).toBe(text);
          expect(checkSection(one).ok).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is the same when it is read again from itself', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 6 }), (blocks) => {
        const text = canonicalText(readSection(buildSection(blocks)));
        expect(canonicalText((JSON.parse(text) as { section: ReturnType<typeof sectionOf> }).section)).toBe(
          text,
        );
      }),
    );
  });

  it('leaves out the names by which other places refer to a block', () => {
    const heading = (attrs: object) => sectionOf([{ type: 'heading', attrs: { level: 2, ...attrs } }]);
    expect(canonicalText(heading({ id: 'abcdefghijkl' }))).toBe(canonicalText(heading({})));
  });

  it('reads without changing the shared text', () => {
    const doc = buildSection([{ type: 'paragraph', text: 'Here' }]);
    fragmentOf(doc).insert(0, [new Y.XmlElement('unknownThing')]);
    const before = Buffer.from(Y.encodeStateAsUpdate(doc));
    expect(checkSection(doc)).toEqual({ ok: false, reason: 'document.unknown_node' });
    expect(Buffer.from(Y.encodeStateAsUpdate(doc)).equals(before)).toBe(true);
  });
});
