import fc from 'fast-check';
import { sectionOf, type NodeJson } from '../read/section-json.js';
import { findAgain, findWords, sectionLetters, type WordQuery } from './find-words.js';

const paragraph = (...runs: readonly (string | NodeJson)[]): NodeJson => ({
  type: 'paragraph',
  content: runs.map((run) => (typeof run === 'string' ? { type: 'text', text: run } : run)),
});
const query = (words: string, change: Partial<WordQuery> = {}): WordQuery => ({
  words,
  matchCase: false,
  wholeWord: false,
  ...change,
});
const found = (words: string, change: Partial<WordQuery>, ...blocks: readonly NodeJson[]) =>
  findWords(sectionLetters(sectionOf(blocks)), query(words, change), 100).places.map((place) => place.words);

describe('finding words in a section', () => {
  it.each([
    ['heat', {}, ['Heat', 'heat', 'heat']],
    ['heat', { matchCase: true }, ['heat', 'heat']],
    ['heat', { wholeWord: true }, ['Heat', 'heat']],
    ['é', { wholeWord: true }, []],
    ["state's", {}, ['state’s']],
    ['45 °C', {}, ['45\u00a0°C']],
    ['(a+b)', {}, ['(a+b)']],
    ['.*', {}, []],
    ['', {}, []],
  ] as const)('finds "%s" with %j', (words, change, places) => {
    expect(
      found(words, change, paragraph('Heat and heating, heat: café. The state’s 45\u00a0°C, (a+b)')),
    ).toEqual(places);
  });

  it('finds whatever is typed where it stands, hyphens and signs too (500 texts)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (typed) => {
        const words = typed.normalize('NFC');
        const sign = fc.stringify(words);
        expect([sign, found(typed, { matchCase: true }, paragraph(words)).length > 0]).toEqual([sign, true]);
      }),
      { numRuns: 500 },
    );
    expect(found('state-of-the-art', {}, paragraph('A state-of-the-art system'))).toEqual([
      'state-of-the-art',
    ]);
  });

  it('reads over formats and breaks, and leaves out what is struck', () => {
    const bold: NodeJson = { type: 'text', text: 'super', marks: [{ type: 'bold' }] };
    const struck: NodeJson = { type: 'text', text: 'very ', marks: [{ type: 'del', attrs: { id: 'a' } }] };
    const block = paragraph('a ', struck, bold, 'computer', { type: 'hardBreak' }, 'here');
    expect(found('a supercomputer here', {}, block)).toEqual(['a supercomputer here']);
  });

  it('finds nothing across two blocks, and looks into tables', () => {
    const cell: NodeJson = { type: 'tableCell', content: [paragraph('two')] };
    const table: NodeJson = { type: 'table', content: [{ type: 'tableRow', content: [cell] }] };
    expect(found('one two', {}, paragraph('one'), table)).toEqual([]);
    expect(found('two', {}, paragraph('one'), table)).toEqual(['two']);
  });

  it('counts all and shows the first, with what stands around them in their block', () => {
    const letters = sectionLetters(
      sectionOf([
        paragraph('Before it.'),
        paragraph('Waste heat goes to the town.'),
        paragraph(`${'long '.repeat(40)}heat${' tail'.repeat(40)}`),
        paragraph('heat'),
      ]),
    );
    const { count, places } = findWords(letters, query('heat'), 2);
    expect(count).toBe(3);
    expect(places[0]).toEqual({ index: 0, before: 'Waste ', words: 'heat', after: ' goes to the town.' });
    expect(places[1]?.before).toMatch(/^…(long ){13,14}$/);
    expect(places[1]?.after).toMatch(/^( tail){13,14}…$/);
  });
});

describe('finding a place again', () => {
  const passage = { index: 1, before: 'The ', words: 'heat', after: ' of the north' };
  const at = (...texts: readonly string[]) =>
    findAgain(sectionOf(texts.map((text) => paragraph(text))), query('heat'), passage);

  it('takes the one with the same surroundings, though others wrote before it', () => {
    expect(at('heat', 'heat', 'heat', 'The heat of the north')).toBe(3);
  });

  it('takes the nearest of several', () => {
    expect(at('The heat of the north', 'heat', 'heat', 'The heat of the north')).toBe(0);
  });

  it('takes the same index where the surroundings changed, or the last', () => {
    expect(at('heat', 'heat', 'heat')).toBe(1);
    expect(at('heat')).toBe(0);
    expect(at('cold')).toBe(-1);
  });
});
