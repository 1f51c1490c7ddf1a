import { sectionOf, type NodeJson } from '@concordat/document';
import { deriveLabels, type LabelledNode } from './derive-labels.js';

const line = (...content: NodeJson[]): NodeJson => ({ type: 'paragraph', content });
const reference = (section: string, target: string | null): NodeJson => ({
  type: 'crossReference',
  attrs: { section, target },
});
const note: NodeJson = { type: 'footnote', attrs: { text: 'x' } };
const cite = (source: string, title: string): NodeJson => ({ type: 'citation', attrs: { source, title } });
const table: NodeJson = {
  type: 'captionedTable',
  attrs: { id: 'tttttttttttt' },
  content: [
    { type: 'tableCaption' },
    {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: [{ type: 'tableCell', content: [{ type: 'heading', attrs: { level: 1 } }, line(note)] }],
        },
      ],
    },
  ],
};

function labelsIn(node: LabelledNode): string[] {
  const inner = [...(node.content ?? []), ...(node.layout?.cells ?? []).flatMap(({ content }) => content)];
  return [...(node.label === undefined ? [] : [node.label]), ...inner.flatMap(labelsIn)];
}

describe('labels on paper', () => {
  it('are those of the editor, in the order in which the text is read', () => {
    const { sections, sources } = deriveLabels([
      {
        ...{ id: 'one', number: '1', title: 'One', level: 1 },
        document: sectionOf([line(reference('two', 'tttttttttttt'), note, cite('bbbbbbbbbbbb', 'B'))]),
      },
      {
        ...{ id: 'two', number: '2', title: 'Two', level: 1 },
        document: sectionOf([
          table,
          { type: 'heading', attrs: { level: 2 } },
          line(reference('gone', null), cite('aaaaaaaaaaaa', 'A'), cite('bbbbbbbbbbbb', 'B'), note),
        ]),
      },
    ]);
    expect(sections.map(({ document }) => labelsIn(document))).toEqual([
      ['Table 1', '1', '1'],
      ['Table 1', '2', '2.1', '[reference lost]', '2', '1', '3'],
    ]);
    expect(sources).toEqual(['“B”.', '“A”.']);
  });
});
