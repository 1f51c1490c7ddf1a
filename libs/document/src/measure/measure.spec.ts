import fc from 'fast-check';
import { anyBlock } from '../../test/random-section.js';
import {
  baseOf,
  buildSection,
  countText,
  countWords,
  findLeftovers,
  isEmptySection,
  plainText,
  readSection,
  sectionOf,
  type TextBlock,
} from '../index.js';

const sectionWith = (...blocks: TextBlock[]) => readSection(buildSection(blocks));
const paragraph = (text: string): TextBlock => ({ type: 'paragraph', text });

describe('counting', () => {
  it.each([
    ['', 0],
    ['   ', 0],
    ['one', 1],
    ['state-of-the-art', 1],
    ['one — two', 2],
    ['1 000 petaflops', 3],
    ["l'Europe d'aujourd'hui", 2],
    ['Ελλάδα България Łódź', 3],
    ['one\u00a0two\u2009three', 3],
    ['東京 is 大', 4],
    ['AI🙂 🙂', 1],
  ])('counts the words of "%s" as %i', (text, words) => {
    expect(countWords(sectionWith(paragraph(text)))).toBe(words);
  });

  it('counts characters as code points, whatever their encoding', () => {
    expect(countText(sectionWith(paragraph('e\u0301 🙂')))).toEqual({
      words: 1,
      characters: 3,
      charactersWithoutSpaces: 2,
    });
  });

  it('does not let marks split a word, and lets a hard break end it', () => {
    const section = sectionOf([
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'super' },
          { type: 'text', text: 'computer', marks: [{ type: 'bold' }] },
          { type: 'hardBreak' },
          { type: 'text', text: 'next' },
        ],
      },
    ]);
    expect(countWords(section)).toBe(2);
    expect(plainText(section)).toBe('supercomputer\nnext');
  });

  it('is the sum over the blocks', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 8 }), (blocks) => {
        const apart = blocks.map((block) => countText(sectionWith(block)));
        const whole = countText(sectionWith(...blocks));
        expect(whole.words).toBe(apart.reduce((sum, count) => sum + count.words, 0));
        expect(whole.characters).toBe(apart.reduce((sum, count) => sum + count.characters, 0));
      }),
    );
  });
});

describe('emptiness', () => {
  it('sees through empty paragraphs and white space', () => {
    expect(isEmptySection(sectionWith())).toBe(true);
    expect(isEmptySection(sectionWith(paragraph(''), paragraph(' \u00a0')))).toBe(true);
    expect(isEmptySection(sectionWith(paragraph('.')))).toBe(false);
  });
});

describe('leftovers', () => {
  it.each([
    ['Budget: XXX EUR', 'XXX'],
    ['Partner TBD.', 'TBD'],
    ['[to be completed]', '[to be completed]'],
    ['[To be confirmed by Estonia]', '[To be confirmed by Estonia]'],
    ['[insert figure 2]', '[insert figure 2]'],
    ['Lorem ipsum dolor', 'Lorem ipsum'],
    ['when???', '???'],
  ])('finds what is left to do in "%s"', (text, found) => {
    expect(findLeftovers(sectionWith(paragraph('Done.'), paragraph(text)))).toMatchObject([
      { found, block: 1 },
    ]);
  });

  it.each(['MXXXV', 'todo list', 'Really?', 'See [1].', 'XX century', 'the tba gene'])(
    'leaves "%s" alone',
    (text) => {
      expect(findLeftovers(sectionWith(paragraph(text)))).toEqual([]);
    },
  );
});

describe('the base', () => {
  it('is the document itself as long as no suggestion can exist', () => {
    const section = sectionWith(paragraph('Here'));
    expect(baseOf(section)).toBe(section);
  });
});
