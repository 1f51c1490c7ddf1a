import * as Y from 'yjs';
import {
  canonicalText,
  checkSection,
  countWords,
  formatSource,
  fragmentOf,
  isEmptySection,
  readSection,
  sectionOf,
  sourceOf,
  type NodeJson,
} from '../index.js';

const section = '6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b';
const source = 'abcdefghijkl';

/** A paragraph that holds one inline part, or the block alone, as an editor would write it. */
function docWith(name: string, attributes: Record<string, unknown>, isBlock = false): Y.Doc {
  const doc = new Y.Doc();
  const part = new Y.XmlElement<Record<string, string>>(name);
  for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value as string);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText('Before')]);
  if (!isBlock) paragraph.insert(1, [part as Y.XmlElement, new Y.XmlText(' after')]);
  fragmentOf(doc).insert(0, isBlock ? [paragraph, part as Y.XmlElement] : [paragraph]);
  return doc;
}

const cited = {
  source,
  authors: 'Ada Lovelace; Charles Babbage',
  title: 'Notes',
  container: 'Memoirs',
  year: '1843',
  pages: '666--731',
  doi: '10.1000/182',
};

describe('parts of a line', () => {
  it.each<[string, Record<string, unknown>]>([
    ['footnote', { text: 'See <b>the</b> annex' }],
    ['footnote', {}],
    ['crossReference', { section }],
    ['crossReference', { section, target: source }],
    ['citation', cited],
    ['citation', { source, url: 'https://example.org', locator: 'p. 12' }],
    ['formula', { latex: 'x^2', words: 'x squared' }],
  ])('take a %s with %j', (name, attributes) => {
    expect(checkSection(docWith(name, attributes)).ok).toBe(true);
  });

  it.each<[string, Record<string, unknown>]>([
    ['footnote', { text: 'a'.repeat(2001) }],
    ['footnote', { text: 'two\nlines' }],
    ['footnote', { text: 7 }],
    ['footnote', { text: 'x', style: 'position:fixed' }],
    ['crossReference', {}],
    ['crossReference', { section: 'javascript:alert(1)' }],
    ['crossReference', { section, target: '../../x' }],
    ['citation', {}],
    ['citation', { source: 'short' }],
    ['citation', { ...cited, url: 'javascript:alert(1)' }],
    ['citation', { ...cited, url: 'mailto:desk@example.org' }],
    ['citation', { ...cited, doi: 'https://doi.org/10.1000/182' }],
    ['citation', { ...cited, title: 'a'.repeat(501) }],
    ['citation', { ...cited, title: { toString: 'x' } }],
    ['formula', { latex: 'x\u0000' }],
  ])('refuse a %s with %j', (name, attributes) => {
    expect(checkSection(docWith(name, attributes))).toEqual({ ok: false, reason: 'document.attribute' });
  });

  it('take a formula on a line of its own, and no other part there', () => {
    expect(checkSection(docWith('formulaBlock', { latex: 'x' }, true)).ok).toBe(true);
    expect(checkSection(docWith('footnote', { text: 'x' }, true))).toEqual({
      ok: false,
      reason: 'document.misplaced',
    });
  });

  it('are read by canonical text, what is empty left out', () => {
    expect(canonicalText(readSection(docWith('crossReference', { section })))).toBe(
      `{"schema":1,"section":{"content":[{"content":[{"text":"Before","type":"text"},` +
        `{"attrs":{"section":"${section}"},"type":"crossReference"},{"text":" after","type":"text"}],` +
        `"type":"paragraph"}],"type":"doc"}}`,
    );
  });

  it('count by the words of people: footnotes do, derived numbers and formulas do not', () => {
    expect(countWords(readSection(docWith('footnote', { text: 'three more words' })))).toBe(5);
    expect(countWords(readSection(docWith('citation', cited)))).toBe(2);
    expect(countWords(readSection(docWith('formula', { latex: 'x', words: 'x' })))).toBe(2);
  });

  it('are something to read, even a formula alone', () => {
    const formula: NodeJson = { type: 'formulaBlock', attrs: { latex: 'x' } };
    expect(isEmptySection(sectionOf([formula]))).toBe(false);
  });
});

describe('a source', () => {
  it('reads as a bibliography has it', () => {
    expect(formatSource(sourceOf(cited))).toBe(
      'Ada Lovelace and Charles Babbage, “Notes”, Memoirs, pp. 666–731, 1843, doi:10.1000/182.',
    );
    expect(formatSource(sourceOf({ source, title: 'Alone', url: 'https://example.org' }))).toBe(
      '“Alone”, https://example.org.',
    );
    expect(formatSource(sourceOf({ source, authors: 'A; B; C; D; E; F; G', title: 'Many' }))).toBe(
      'A et al., “Many”.',
    );
  });
});
