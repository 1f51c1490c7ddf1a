import { sectionSchema } from '@concordat/document';
import { Node } from '@tiptap/pm/model';
import { leftoversOf } from './leftovers.js';

const words = (text: string) => ({ type: 'text', text });
const paragraph = (text: string) => ({ type: 'paragraph', ...(text && { content: [words(text)] }) });
const heading = (level: number, text: string) => ({ ...paragraph(text), type: 'heading', attrs: { level } });
const left = (...content: object[]) => {
  const document = Node.fromJSON(sectionSchema, { type: 'doc', content });
  return leftoversOf(document).map(({ kind, from, to }) => [kind, document.textBetween(from, to, ' ')]);
};

describe('what is left to be done', () => {
  it('is found where it stands, marks and breaks notwithstanding', () => {
    const mixed = {
      type: 'paragraph',
      content: [
        words('Costs: X'),
        { ...words('XX'), marks: [{ type: 'bold' }] },
        { type: 'hardBreak' },
        words('TBD'),
      ],
    };
    expect(left(paragraph('Done.'), mixed)).toEqual([
      ['words', 'XXX'],
      ['words', 'TBD'],
    ]);
  });

  it('is found in lists and tables', () => {
    const cell = (text: string) => ({ type: 'tableCell', content: [paragraph(text)] });
    const table = {
      type: 'table',
      content: [{ type: 'tableRow', content: [cell('1'), cell('[to be completed]')] }],
    };
    expect(left(table)).toEqual([['words', '[to be completed]']]);
  });

  it('is a heading that names nothing, or has nothing below it', () => {
    expect(
      left(
        heading(1, 'Energy'),
        heading(2, 'Sources'),
        paragraph('Wind.'),
        heading(2, 'Cooling'),
        paragraph('  '),
        heading(2, ''),
        paragraph('Words.'),
        heading(1, 'Risks'),
      ),
    ).toEqual([
      ['empty_heading', 'Cooling'],
      ['unnamed_heading', ''],
      ['empty_heading', 'Risks'],
    ]);
  });

  it('is nothing in a text that is done', () => {
    expect(left(heading(1, 'Energy'), paragraph('The XX century.'))).toEqual([]);
  });
});
