import { sectionSchema } from '@concordat/document';
import type { NodeJson } from '@concordat/document';
import { EditorState } from '@tiptap/pm/state';
import {
  docsHtml,
  docsNotesHtml,
  hostileHtml,
  libreOfficeHtml,
  libreOfficeNotesHtml,
} from './fixtures/docs.js';
import { longWordHtml, wordCaptionsHtml, wordHtml } from './fixtures/word.js';
import { readPaste, type Pasted } from './pasted-slice.js';

/** A slice as lines: `h1 Energy`, `ul > li > p Cooling`. */
function outline(nodes: readonly NodeJson[], path: readonly string[] = []): string[] {
  return nodes.flatMap((node) => {
    const { type, attrs = {}, content = [] } = node;
    const named = typeof attrs.id === 'string' ? `#${nameOf(attrs.id)}` : '';
    if (type === 'paragraph' || type === 'heading' || type === 'tableCaption') {
      const short =
        type === 'heading' ? `h${String(attrs.level)}${named}` : type === 'paragraph' ? 'p' : 'caption';
      return `${[...path, short].join(' ')}: ${content.map(runOf).join('')}`;
    }
    const spans = ['colspan', 'rowspan', 'start']
      .filter((name) => (attrs[name] ?? 1) !== 1)
      .map((name) => `${name}${String(attrs[name])}`);
    return outline(content, [...path, [type + named, ...spans].join('.')]);
  });
}

const runOf = ({ type: kind, text = '', marks = [], attrs: own = {} }: NodeJson): string => {
  if (kind === 'footnote') return `footnote(${String(own.text)})`;
  if (kind === 'crossReference') return `→${nameOf(own.target)}`;
  return marks.reduce(
    (shown, { type, attrs }) => `${type}${attrs?.href ? ` ${String(attrs.href)}` : ''}(${shown})`,
    text,
  );
};

/** Names are drawn at random: in a test they are a letter, in the order in which they are met. */
let names: unknown[] = [];
const nameOf = (id: unknown): string => {
  if (!names.includes(id)) names.push(id);
  return 'ABCDEF'.charAt(names.indexOf(id));
};

const here = '11111111-1111-4111-8111-111111111111';
const read = (html: string, sectionId: string | null = here): Pasted => {
  names = [];
  const pasted = readPaste(html, sectionSchema, sectionId);
  if (typeof pasted === 'string') throw new Error(pasted);
  // Whatever came, a section can hold it.
  const state = EditorState.create({ schema: sectionSchema });
  state.tr.replaceSelection(pasted.slice).doc.check();
  return pasted;
};
const linesOf = ({ slice }: Pasted): string[] => outline(slice.content.toJSON() as NodeJson[]);

describe('a paste from Word', () => {
  const pasted = read(wordHtml);

  it('keeps headings, emphasis, links, lists and merged cells', () => {
    expect(linesOf(pasted)).toEqual([
      'h1: Energy',
      'p: The site draws bold(12 MW) at italic(peak), see link https://example.org/grid(the grid).footnote(Measured in 2025.)',
      'bulletList listItem p: Waste heat',
      'bulletList listItem bulletList listItem p: District heating',
      'bulletList listItem p: Cooling',
      'p: Then:',
      'orderedList.start3 listItem p: Third',
      'orderedList.start3 listItem p: Fourth',
      'p: We will build.',
      'table tableRow tableCell.colspan2 p: bold(Site)',
      'table tableRow tableCell.rowspan2 p: MW',
      'table tableRow tableCell p: North',
      'table tableRow tableCell p: South',
      'p: ',
    ]);
  });

  it('says what it left out and what came otherwise', () => {
    expect(pasted.leftOut).toMatchObject({
      text_box: 1,
      comment: 1,
      tracked: 2,
      alignment: 1,
      colour: 2,
    });
  });

  it('knows where its picture stood and what it shows', () => {
    expect(pasted.pictures).toMatchObject([{ data: null, alternative: 'A map of the sites' }]);
    expect(pasted.slice.content.lastChild).toBe(pasted.pictures[0]?.place);
  });
});

describe('captions, references and footnotes of a paste', () => {
  it('come as what they are where their target came along', () => {
    const pasted = read(wordCaptionsHtml);
    expect(linesOf(pasted)).toEqual([
      'h2#A: Costs',
      'p: As →B and →C show, and →A, but not Table 9.',
      'captionedTable#B caption: Planned bold(cost)footnote(Without tax.)',
      'captionedTable#B table tableRow tableCell p: 2027',
      'p: Demand by hour',
      'p: Table 8 belongs to nothing',
    ]);
    expect(pasted.pictures).toMatchObject([{ alternative: 'A curve', place: pasted.slice.content.child(3) }]);
    expect(pasted.leftOut).toMatchObject({ reference: 1 });
    expect(pasted.leftOut.footnote).toBeUndefined();
  });

  it('stay words where no section is known to refer to', () => {
    expect(linesOf(read(wordCaptionsHtml, null))[1]).toBe(
      'p: As Table 7 and Figure 2 show, and 2.1, but not Table 9.',
    );
  });

  it('are known from Google Docs and LibreOffice', () => {
    expect(linesOf(read(docsNotesHtml))).toEqual([
      'h2#A: Energy',
      'p: Twelve megawattsfootnote(Measured in 2025 (https://example.org/2025).), see →A.',
    ]);
    expect(linesOf(read(libreOfficeNotesHtml))).toEqual(['p: Twelve megawattsfootnote(Measured in 2025.).']);
  });

  it('lose no word of a footnote that is too long for one', () => {
    const long = 'very '.repeat(500);
    const pasted = read(docsNotesHtml.replace('Measured', long));
    expect(linesOf(pasted).join()).toContain(`[${long.trim()}`);
    expect(pasted.leftOut).toMatchObject({ footnote: 1 });
  });

  it.each([
    [
      'a page’s table',
      '<table><caption>Table 1. Sites</caption><tr><td>a</td></tr></table>',
      'caption: Sites',
    ],
    [
      'a year in a caption',
      '<table><caption>Budget 2027</caption><tr><td>a</td></tr></table>',
      'caption: Budget 2027',
    ],
    [
      'a picture elsewhere',
      '<figure><img src="https://example.org/a.png"><figcaption>Kept</figcaption></figure>',
      'p: Kept',
    ],
  ])('keep their words: %s', (_, html, line) => expect(linesOf(read(html)).join()).toContain(line));
});

describe('a paste from elsewhere', () => {
  it('takes Google Docs at what it shows', () => {
    const pasted = read(docsHtml);
    expect(linesOf(pasted)).toEqual([
      'h2: Users',
      'p: Small bold(and)italic( medium) firms',
      'bulletList listItem p: Health',
      'bulletList listItem bulletList listItem p: Imaging',
      'table tableRow tableCell p: One',
      'table tableRow tableCell p: ',
    ]);
    expect(pasted.leftOut).toMatchObject({ picture_far: 1, underline: 1, colour: 1 });
  });

  it('takes LibreOffice', () => {
    expect(linesOf(read(libreOfficeHtml))).toEqual([
      'p: bold(Heat) is italic(sold)',
      'orderedList listItem p: One',
      'orderedList listItem p: Two',
    ]);
  });

  it('brings a picture that came with the words', () => {
    const pasted = read('<p>Before<img src="data:image/png;base64,AAAA" alt="Drawn">after</p>');
    expect(pasted.pictures).toMatchObject([{ data: 'data:image/png;base64,AAAA', alternative: 'Drawn' }]);
    expect(linesOf(pasted)).toEqual(['p: Before', 'p: ', 'p: after']);
  });

  it.each([
    ['a cell', '<table><tr><td>one<img src="data:image/png;base64,AAAA">two</td></tr></table>'],
    ['an item', '<ul><li>one<img src="data:image/png;base64,AAAA">two</li></ul>'],
    ['a link', '<p>one<a href="https://example.org"><img src="data:image/png;base64,AAAA"></a>two</p>'],
    ['bare words', 'one<img src="data:image/png;base64,AAAA">two'],
  ])('loses no word around a picture in %s', (_, html) => {
    const pasted = read(html);
    expect(linesOf(pasted).join()).toMatch(/one.*two/);
    expect(pasted.pictures).toHaveLength(1);
  });

  it('lets nothing through that acts', () => {
    const pasted = read(hostileHtml);
    expect(JSON.stringify(pasted.slice.content.toJSON())).not.toMatch(
      /javascript|onerror|onclick|data:|script/i,
    );
    expect(pasted.leftOut).toMatchObject({ link: 3, control: 2 });
  });
});

describe('a paste without measure', () => {
  const times = (count: number, words: string): string => words.repeat(count);

  it('takes a document of many pages whole', () => {
    const { slice, leftOut } = read(longWordHtml(12));
    const lines = linesOf({ slice, leftOut, pictures: [] });
    expect(lines.filter((line) => line.startsWith('h2'))).toHaveLength(12);
    expect(lines.join().match(/footnote\(Source/g)).toHaveLength(12);
    expect(lines.join().match(/see →/g)).toHaveLength(12);
    expect(leftOut).toMatchObject({ tracked: 24, comment: 12 });
  });

  it.each([
    ['50 MB of words', `<p>${times(5_000_000, 'word words ')}</p>`, 'paste.too_large'],
    ['a megabyte of lines', times(9000, `<p>${times(90, 'letter ')}</p>`), 'paste.too_large'],
    ['more than 1 000 rows', `<table>${times(1001, '<tr><td>a</td></tr>')}</table>`, 'paste.too_many_rows'],
  ])('is refused: %s', (_, html, why) => expect(readPaste(html, sectionSchema)).toBe(why));

  it('comes flat where it is nested a hundred deep', () => {
    const deep = `${times(100, '<blockquote><ul><li>')}core${times(100, '</li></ul></blockquote>')}`;
    const pasted = read(`${times(300, '<div>')}${deep}${times(300, '</div>')}`);
    expect(linesOf(pasted).join()).toMatch(/core$/);
    expect(pasted.leftOut.nesting).toBeGreaterThan(0);
    const depths = linesOf(read(deep)).map((line) => line.split('blockquote').length);
    expect(Math.max(...depths)).toBeLessThan(10);
  });
});
