import fc from 'fast-check';
import { mostEntries, parseBibtex } from './parse-bibtex.js';
import { plainWords } from './plain-words.js';
import { readSources } from './read-sources.js';

describe('BibTeX', () => {
  it('is read with braces, quotation marks, numbers, names and joined values', () => {
    const { sources, errors } = readSources(
      `% exported
      @string{acm = "Association for Computing Machinery"}
      @comment{not {this}}
      @Article{lovelace1843,
        author = {Lovelace, Ada and {The Analytical Society} and Babbage, Jr., Charles},
        title  = "Notes on the {A}nalytical {E}ngine",
        journal = {Taylor's Scientific Memoirs}, volume = 3, number = {2},
        pages = {666--731}, year = 1843, month = sep,
        publisher = acm # {, London},
        doi = {https://doi.org/10.1000/182},
        url = {javascript:alert(1)},
      }
      @misc(web, title = {A page}, howpublished = {\\url{https://example.org/a\\_b}})`,
      [],
    );
    expect(errors).toEqual([]);
    expect(sources.map(({ source: { source: _, ...fields } }) => fields)).toEqual([
      {
        authors: 'Ada Lovelace; The Analytical Society; Charles Babbage Jr.',
        title: 'Notes on the Analytical Engine',
        container: 'Taylor’s Scientific Memoirs'.replace('’', "'"),
        publisher: 'Association for Computing Machinery, London',
        year: '1843',
        volume: '3(2)',
        pages: '666–731',
        doi: '10.1000/182',
        url: '',
      },
      {
        ...{
          authors: '',
          title: 'A page',
          container: '',
          publisher: '',
          year: '',
          volume: '',
          pages: '',
          doi: '',
        },
        url: 'https://example.org/a\\_b',
      },
    ]);
  });

  it.each([
    ['G{\\"o}del', 'Gödel'],
    ['Erd\\H{o}s', 'Erdős'],
    ["Poincar\\'e", 'Poincaré'],
    ['{\\L}ukasiewicz', 'Łukasiewicz'],
    ['\\v{C}ech', 'Čech'],
    ['na\\"{\\i}ve', 'naïve'],
    ['Stra{\\ss}e', 'Straße'],
    ['\\O{}rsted', 'Ørsted'],
    ['R\\&D at 100\\%', 'R&D at 100%'],
    ['\\textit{Escherichia coli}', 'Escherichia coli'],
    ['a -- b --- c', 'a – b — c'],
    ['<b>bold</b>', '<b>bold</b>'],
  ])('knows %s as %s', (tex, words) => {
    expect(plainWords(tex)).toBe(words);
  });

  it.each([
    ['', { problem: 'empty', entry: null, line: 1 }],
    ['Just words.', { problem: 'empty', entry: null, line: 1 }],
    ['\n@book{key,\n title = {Open', { problem: 'unclosed', entry: 'key', line: 3 }],
    ['@book{,title={X}}', { problem: 'no_key', entry: '@book', line: 1 }],
    ['@book{key,\n title {X}}', { problem: 'no_equals', entry: 'key', line: 2, field: 'title' }],
    ['@book{key,\n title = }', { problem: 'no_value', entry: 'key', line: 2, field: 'title' }],
    ['@book{key,\n title = {X}\n year = 1}', { problem: 'no_comma', entry: 'key', line: 3, field: 'title' }],
    [
      '@book{key, title = {X}, publisher = ieee}',
      { problem: 'unknown_name', entry: 'key', field: 'publisher' },
    ],
    ['@book{key, year = 2020}', { problem: 'no_title', entry: 'key', line: 1 }],
    [`@book{key, title = {${'x'.repeat(501)}}}`, { problem: 'field_too_long', entry: 'key', field: 'title' }],
    ['x'.repeat(200_001), { problem: 'too_long', entry: null, line: 1 }],
    ['@misc{a,title={x}}\n'.repeat(mostEntries + 1), { problem: 'too_many', line: mostEntries + 1 }],
  ])('says where and what is wrong in %j', (text, error) => {
    expect(readSources(text, []).errors).toMatchObject([error]);
  });

  it('reads on after an entry that is wrong', () => {
    const { entries, errors } = parseBibtex('@book{a,\n title {X}}\n@book{b, title = {Y}}');
    expect(entries.map(({ key }) => key)).toEqual(['b']);
    expect(errors).toHaveLength(1);
  });

  it('knows a work again by DOI, or by title and year', () => {
    const text = '@misc{a, title={One Thing}, year=2020, doi={10.1000/A}}';
    const [first] = readSources(text, []).sources;
    const known = first ? [first.source] : [];
    expect(readSources('@misc{b, title={Other}, doi={10.1000/a}}', known).sources).toMatchObject([
      { isKnown: true, source: { title: 'One Thing' } },
    ]);
    expect(readSources('@misc{b, title={{ONE} thing.}, year=2020}', known).sources[0]?.isKnown).toBe(true);
    expect(readSources('@misc{b, title={One thing}, year=2021}', known).sources[0]?.isKnown).toBe(false);
    expect(readSources(`${text}\n${text}`, []).sources).toHaveLength(1);
  });

  it('never throws and never hangs, whatever is pasted', () => {
    const scrap = fc.constantFrom(
      '@',
      'article',
      '{',
      '}',
      '(',
      ')',
      '"',
      '=',
      ',',
      '#',
      '\\',
      'title',
      '\n',
      ' and ',
      "'",
      'é',
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 60 }), (scraps) => {
        const { sources, errors } = readSources(scraps.join(''), []);
        expect(sources.length + errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
