import * as Y from 'yjs';
import {
  checkSection,
  contentsOf,
  figuresIn,
  fragmentOf,
  isDescribed,
  numberedParts,
  plainText,
  readSection,
  sectionSchema,
} from '../index.js';

const image = '0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9';

function withFigure(attrs: Record<string, unknown>): Y.Doc {
  const doc = new Y.Doc();
  const figure = new Y.XmlElement('figure');
  for (const [name, value] of Object.entries(attrs)) figure.setAttribute(name, value as string);
  const caption = new Y.XmlElement('figureCaption');
  caption.insert(0, [new Y.XmlText('What it shows')]);
  figure.insert(0, [caption]);
  fragmentOf(doc).insert(0, [figure]);
  return doc;
}

describe('a figure', () => {
  it('carries a picture, its description and a caption that counts as text', () => {
    const section = readSection(withFigure({ image, alternative: 'A map', width: 'full', pixelWidth: 30 }));
    expect(plainText(section)).toBe('What it shows');
    expect(contentsOf(numberedParts(section)).figures).toEqual([{ id: null, text: 'What it shows' }]);
    expect(figuresIn(section)).toEqual([{ image, alternative: 'A map', width: 'full', pixelWidth: 30 }]);
    expect(() => sectionSchema.nodeFromJSON(section).check()).not.toThrow();
  });

  it.each([
    ['no picture', {}],
    ['an address', { image: 'https://example.org/a.png' }],
    ['a path', { image: '../../people' }],
    ['a foreign width', { image, width: 'huge' }],
    ['words without end', { image, alternative: 'a'.repeat(1001) }],
    ['a size that is none', { image, pixelWidth: 0 }],
    ['an unknown attribute', { image, src: 'javascript:alert(1)' }],
  ])('is refused with %s', (_, attrs) => {
    expect(checkSection(withFigure(attrs))).toEqual({ ok: false, reason: 'document.attribute' });
  });

  it.each([
    [{ alternative: 'A map' }, true],
    [{ decorative: 'A rule between parts' }, true],
    [{ alternative: '  ' }, false],
    [{}, false],
  ])('with %p is described: %p', (attrs, expected) => expect(isDescribed(attrs)).toBe(expected));
});
