import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { buildSection, readSection, sectionOf, type NodeJson } from '@concordat/document';
import { defaultTypesetLimits, Typesetter, type TypesetInput } from './index.js';

const markup =
  '#evil[x] *bold* _it_ $1+1$ @ref <label> `code` \\ // /* #import "x" https://example.org = - + ~ "q"';

const input = (changes: Partial<TypesetInput> = {}): TypesetInput => ({
  acronym: 'NORTH #1',
  title: `Title ${markup}`,
  call: 'EUROHPC-2024-CEI-AI-01',
  facts: [{ name: 'Cut-off', value: '4 November 2024, 17:00 Luxembourg time' }],
  authors: ['Finland'],
  mark: 'practice',
  images: [],
  producedAt: new Date('2024-11-04T16:00:00Z'),
  sections: [
    { id: 'one', number: '1', title: 'Excellence', level: 1, document: sectionOf([]) },
    {
      id: 'two',
      number: '1.1',
      title: `Objectives ${markup}`,
      level: 2,
      document: readSection(
        buildSection([
          { type: 'heading', level: 1, text: markup },
          { type: 'paragraph', text: markup },
          { type: 'list', items: ['one', markup] },
        ]),
      ),
    },
  ],
  ...changes,
});

/** A JPEG of 16 by 8 pixels. */
const grey =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wEEEAANAA0ADQANAA4ADQAOABAAEAAOABQAFgATABYAFAAeABsAGQAZABsAHgAtACAAIgAgACIAIAAtAEQAKgAyACoAKgAyACoARAA8AEkAOwA3ADsASQA8AGwAVQBLAEsAVQBsAH0AaQBjAGkAfQCXAIcAhwCXAL4AtQC+APkA+QFOEQANAA0ADQANAA4ADQAOABAAEAAOABQAFgATABYAFAAeABsAGQAZABsAHgAtACAAIgAgACIAIAAtAEQAKgAyACoAKgAyACoARAA8AEkAOwA3ADsASQA8AGwAVQBLAEsAVQBsAH0AaQBjAGkAfQCXAIcAhwCXAL4AtQC+APkA+QFO/8IAEQgACAAQAwEiAAIRAQMRAf/EACgAAQEAAAAAAAAAAAAAAAAAAAAFAQEBAAAAAAAAAAAAAAAAAAAEBv/aAAwDAQACEAMQAAAAiVQFX//EABQQAQAAAAAAAAAAAAAAAAAAABD/2gAIAQEAAT8AP//EABYRAAMAAAAAAAAAAAAAAAAAAAADQv/aAAgBAgEBPwB0n//EABYRAAMAAAAAAAAAAAAAAAAAAAADQv/aAAgBAwEBPwB8n//Z';

const cell = (type: string, text: string, attrs?: NodeJson['attrs']): NodeJson => ({
  type,
  ...(attrs && { attrs }),
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

const everything = sectionOf([
  { type: 'paragraph' },
  {
    type: 'paragraph',
    content: [
      { type: 'text', text: 'Ελλάδα, България, Łódź ', marks: [{ type: 'bold' }, { type: 'italic' }] },
      { type: 'hardBreak' },
      { type: 'text', text: 'desk', marks: [{ type: 'link', attrs: { href: 'mailto:desk@example.org' } }] },
    ],
  },
  { type: 'blockquote', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'quoted' }] }] },
  {
    type: 'orderedList',
    attrs: { start: 3, type: 'a' },
    content: [{ type: 'listItem', content: [{ type: 'bulletList', content: [{ type: 'listItem' }] }] }],
  },
  {
    type: 'table',
    content: [
      { type: 'tableRow', content: [cell('tableHeader', 'State'), cell('tableHeader', 'Months')] },
      { type: 'tableRow', content: [cell('tableCell', 'Finland', { rowspan: 2 }), cell('tableCell', '36')] },
      { type: 'tableRow', content: [cell('tableCell', '12', { align: 'right', colwidth: [80] })] },
      { type: 'tableRow' },
    ],
  },
  { type: 'table', content: [] },
  {
    type: 'captionedTable',
    content: [
      { type: 'tableCaption', content: [{ type: 'text', text: 'Planned figures' }] },
      {
        type: 'table',
        content: [
          { type: 'tableRow', content: [cell('tableHeader', 'Figure', { rowspan: 9, colspan: 100 })] },
          { type: 'tableRow', content: [cell('tableHeader', 'Late'), cell('tableCell', 'Value')] },
        ],
      },
    ],
  },
  { type: 'captionedTable' },
  {
    type: 'paragraph',
    content: [
      { type: 'text', text: 'See ' },
      { type: 'crossReference', attrs: { section: 'all', target: null } },
      { type: 'crossReference', attrs: { section: 'gone', target: null } },
      { type: 'footnote', attrs: { text: markup } },
      { type: 'footnote' },
      { type: 'citation', attrs: { source: 'abcdefghijkl', title: markup, locator: 'p. #1' } },
    ],
  },
  { type: 'bulletList' },
]);

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The strings of a PDF, those in its compressed streams included. */
function stringsIn(pdf: Uint8Array): string[] {
  const raw = Buffer.from(pdf).toString('latin1');
  const streams = [...raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      // Fonts and the like are not compressed text.
      return '';
    }
  });
  return [raw, ...streams].flatMap((part) => part.match(/\((?:[^()\\]|\\[\s\S])*\)/g) ?? []);
}

describe('the typesetter', () => {
  const typesetter = new Typesetter();
  afterAll(() => typesetter.close());

  it('sets a proposal as PDF and counts its pages', async () => {
    const { pdf, pages } = await typesetter.typeset(input());
    expect(Buffer.from(pdf.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
    expect(Buffer.from(pdf.subarray(-6)).toString('latin1')).toContain('%%EOF');
    expect(pages).toBe(3);
  });

  it('gives equal bytes for equal input, and others for another moment', async () => {
    const first = await typesetter.typeset(input());
    const again = await typesetter.typeset(input());
    const later = await typesetter.typeset(input({ producedAt: new Date('2024-11-04T16:00:01Z') }));
    expect(hash(again.pdf)).toBe(hash(first.pdf));
    expect(hash(later.pdf)).not.toBe(hash(first.pdf));
  });

  it('sets everything that the schema knows, empty and merged parts included', async () => {
    const sections = [{ id: 'all', number: '', title: 'All', level: 3 as const, document: everything }];
    expect((await typesetter.typeset(input({ sections, mark: null }))).pages).toBeGreaterThanOrEqual(3);
  });

  it('sets an empty proposal', async () => {
    const empty = input({
      sections: [],
      facts: [],
      authors: [],
      mark: 'draft',
      acronym: '',
      title: '',
      call: '',
    });
    expect((await typesetter.typeset(empty)).pages).toBeGreaterThanOrEqual(2);
  });

  it('counts more pages for more text', async () => {
    const blocks = Array.from({ length: 200 }, () => ({
      type: 'paragraph' as const,
      text: 'word '.repeat(120),
    }));
    const sections = [
      {
        id: 'one',
        number: '1',
        title: 'Long',
        level: 1 as const,
        document: readSection(buildSection(blocks)),
      },
    ];
    expect((await typesetter.typeset(input({ sections }))).pages).toBeGreaterThan(30);
  });

  it('keeps markup characters as text', async () => {
    // The file's title and its bookmarks hold what the template made of the words; paragraphs take the same road.
    const strings = stringsIn((await typesetter.typeset(input())).pdf);
    const literal = '#evil[x] *bold* _it_ $1+1$ @ref <label> `code`';
    expect(strings.filter((string) => string.includes(literal)).length).toBeGreaterThanOrEqual(3);
  });
});

describe('figures', () => {
  const typesetter = new Typesetter();
  afterAll(() => typesetter.close());

  const id = '0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9';
  // A JPEG stands in a PDF as it is, so it is found there byte by byte.
  const bytes = Buffer.from(grey, 'base64');
  const figure = (image: string, attrs: NodeJson['attrs'] = { alternative: 'A grey field' }): NodeJson => ({
    type: 'figure',
    attrs: { image, ...attrs },
    content: [{ type: 'figureCaption', content: [{ type: 'text', text: 'Where it stands' }] }],
  });
  const set = async (...figures: NodeJson[]): Promise<string> => {
    const sections = [
      { id: 's2', number: '1', title: 'Shown', level: 1 as const, document: sectionOf(figures) },
    ];
    const images = [{ id, mediaType: 'image/jpeg' as const, bytes }];
    const { pdf } = await typesetter.typeset(input({ sections, images }));
    return Buffer.from(pdf).toString('latin1');
  };
  const words = async (...figures: NodeJson[]) =>
    stringsIn(Buffer.from(await set(...figures), 'latin1')).join(' ');

  it('stand in the file with the words for those who do not see them', async () => {
    expect(await set(figure(id))).toContain(bytes.subarray(-40).toString('latin1'));
    expect(await words(figure(id))).toContain('A grey field');
  });

  it('that only decorate are no content for those who do not see them', async () => {
    expect(await words(figure(id, { decorative: 'A rule', alternative: 'A grey field' }))).not.toContain(
      'A grey field',
    );
  });

  it('whose picture is missing do not stop the file', async () => {
    expect(await set(figure('1b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9'), figure('x'))).toContain('%PDF-');
  });
});

describe('formulas on paper', () => {
  const typesetter = new Typesetter();
  afterAll(() => typesetter.close());

  const latex = [
    'x^2 + y_i^2 = \\frac{a}{b}',
    '\\sum_{i=1}^{n} \\sqrt[3]{x_i} \\int_0^\\infty e^{-x}\\,dx',
    '\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix} \\binom{n}{k}',
    'f(x)=\\begin{cases}1 & x>0\\\\0\\end{cases}',
    '\\text{PUE} \\leq 1.12 \\hat{x} \\vec{v} \\overline{AB} \\underbrace{x+y}_{n} \\mathbb{R} \\sin x \\lim_{n\\to\\infty}',
    '\\left(\\frac12\\right] \\overset{!}{=} \\dot{x} \\tilde{y} a\\bmod b',
    '#evil[x] \\# \\$',
    '\\nothing',
    '',
  ];

  it('are set from the tree that the editor shows, and as written where they cannot be read', async () => {
    const document = sectionOf(
      latex.flatMap((source): NodeJson[] => [
        { type: 'formulaBlock', attrs: { latex: source } },
        { type: 'paragraph', content: [{ type: 'formula', attrs: { latex: source } }] },
      ]),
    );
    const sections = [{ id: 'all', number: '', title: 'All', level: 1 as const, document }];
    expect((await typesetter.typeset(input({ sections }))).pages).toBeGreaterThanOrEqual(3);
  });
});

describe('a typesetter out of time', () => {
  it('ends its worker, says so, and works for the next document', async () => {
    const typesetter = new Typesetter({ ...defaultTypesetLimits, timeLimitMs: 30 });
    await expect(typesetter.typeset(input())).rejects.toMatchObject({ code: 'typeset.too_slow' });
    await typesetter.close();
    const patient = new Typesetter();
    expect((await patient.typeset(input())).pages).toBe(3);
    await patient.close();
  });
});
