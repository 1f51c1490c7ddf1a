import { Node } from '@tiptap/pm/model';
import {
  contentsOf,
  headingNumbers,
  numberedParts,
  numberSections,
  placedParts,
  sectionOf,
  sectionSchema,
  type NodeJson,
} from '../index.js';

const words = (text: string): NodeJson[] => (text === '' ? [] : [{ type: 'text', text }]);
const paragraph = (text: string): NodeJson => ({ type: 'paragraph', content: words(text) });
const heading = (level: number, text: string, id?: string): NodeJson => ({
  type: 'heading',
  attrs: { level, ...(id && { id }) },
  content: words(text),
});
const table = (
  caption: string,
  inCell: readonly NodeJson[] = [paragraph('cell')],
  id?: string,
): NodeJson => ({
  type: 'captionedTable',
  ...(id && { attrs: { id } }),
  content: [
    { type: 'tableCaption', content: words(caption) },
    { type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: inCell }] }] },
  ],
});

const everything = sectionOf([
  heading(1, 'Energy', 'aaaaaaaaaaaa'),
  { type: 'blockquote', content: [table('Quoted')] },
  table('Planned figures', [heading(2, 'In a cell'), table('Inner')], 'bbbbbbbbbbbb'),
  heading(2, ''),
  { type: 'table', content: [] },
]);

describe('numbers of headings', () => {
  it.each<[string, number[], string[]]>([
    ['C4', [1, 1], ['C4.1', 'C4.2']],
    ['1.2', [1, 2, 2, 1, 2], ['1.2.1', '1.2.1.1', '1.2.1.2', '1.2.2', '1.2.2.1']],
    ['1', [2, 2], ['1.1', '1.2']],
    ['1', [3, 2, 1], ['1.1', '1.2', '1.3']],
    ['1', [1, 3, 2], ['1.1', '1.1.1', '1.1.2']],
    ['', [1, 2], ['', '']],
    ['1', [], []],
  ])('below %s of levels %j are %j', (section, levels, numbers) => {
    expect(headingNumbers(section, levels)).toEqual(numbers);
  });

  it('are never given twice', () => {
    for (let seed = 0; seed < 4 ** 6; seed += 1) {
      const levels = Array.from({ length: 6 }, (_, place) => (Math.floor(seed / 4 ** place) % 4) + 1);
      const numbers = headingNumbers('1', levels);
      expect(new Set(numbers).size).toBe(6);
    }
  });
});

describe('numbered parts', () => {
  it('are found in reading order, those within cells left out', () => {
    expect(numberedParts(everything).map(({ type, text }) => [type, text])).toEqual([
      ['heading', 'Energy'],
      ['captionedTable', 'Quoted'],
      ['captionedTable', 'Planned figures'],
      ['heading', ''],
    ]);
  });

  it('are the same in an editor, with the places at which they stand', () => {
    const doc = Node.fromJSON(sectionSchema, everything);
    const placed = placedParts(doc);
    expect(placed.map(({ type, text }) => ({ type, text }))).toEqual(
      numberedParts(everything).map(({ type, text }) => ({ type, text })),
    );
    expect(placed.map(({ at }) => doc.nodeAt(at)?.type.name)).toEqual(placed.map(({ type }) => type));
    expect(placedParts(doc)).toEqual(placed);
  });
});

describe('a numbered proposal', () => {
  const contents = contentsOf(numberedParts(everything));
  const none = contentsOf([]);
  const proposal = numberSections([
    { id: 'one', number: '1', title: 'Excellence', contents: none },
    { id: 'two', number: '1.1', title: 'Objectives', contents },
    { id: 'three', number: '', title: 'Annex', contents },
  ]);

  it('numbers tables through all sections', () => {
    expect(proposal.sections.get('two')?.tables).toEqual(['Table 1', 'Table 2']);
    expect(proposal.sections.get('three')?.tables).toEqual(['Table 3', 'Table 4']);
  });

  it('lists what can be referred to in reading order', () => {
    expect(proposal.targets.slice(0, 7)).toEqual([
      { kind: 'section', sectionId: 'one', nodeId: null, label: 'section 1', text: 'Excellence' },
      { kind: 'section', sectionId: 'two', nodeId: null, label: 'section 1.1', text: 'Objectives' },
      { kind: 'heading', sectionId: 'two', nodeId: 'aaaaaaaaaaaa', label: 'section 1.1.1', text: 'Energy' },
      { kind: 'heading', sectionId: 'two', nodeId: null, label: 'section 1.1.1.1', text: '' },
      { kind: 'table', sectionId: 'two', nodeId: null, label: 'Table 1', text: 'Quoted' },
      { kind: 'table', sectionId: 'two', nodeId: 'bbbbbbbbbbbb', label: 'Table 2', text: 'Planned figures' },
      { kind: 'section', sectionId: 'three', nodeId: null, label: '“Annex”', text: 'Annex' },
    ]);
  });
});

describe('what points elsewhere', () => {
  const one = '11111111-1111-4111-8111-111111111111';
  const two = '22222222-2222-4222-8222-222222222222';
  const part = (type: string, attrs: NodeJson['attrs']): NodeJson => ({ type, attrs });
  const line = (...content: NodeJson[]): NodeJson => ({ type: 'paragraph', content });
  const cite = (source: string, title = ''): NodeJson => part('citation', { source, title });
  const sectionWith = (id: string, number: string, ...blocks: NodeJson[]) => ({
    id,
    number,
    title: number,
    contents: contentsOf(numberedParts(sectionOf(blocks))),
  });
  const proposal = numberSections([
    sectionWith(
      one,
      '1',
      line(part('footnote', { text: 'a' }), cite('bbbbbbbbbbbb', 'B'), cite('aaaaaaaaaaaa', 'A')),
      line(
        part('crossReference', { section: two, target: 'tttttttttttt' }),
        part('crossReference', { section: two, target: null }),
        part('crossReference', { section: two, target: 'gonegonegone' }),
      ),
    ),
    sectionWith(
      two,
      '2',
      table(
        'Here',
        [line(part('footnote', { text: 'b' }), cite('aaaaaaaaaaaa', 'Other words'))],
        'tttttttttttt',
      ),
    ),
  ]);

  it('counts footnotes and sources through the proposal, a source once', () => {
    expect(proposal.sections.get(one)).toMatchObject({ footnotes: ['1'], citations: ['1', '2'] });
    expect(proposal.sections.get(two)).toMatchObject({ footnotes: ['2'], citations: ['2'] });
    expect(proposal.sources.map(({ title }) => title)).toEqual(['B', 'A']);
  });

  it('says what a reference says, forward too, and null where its target is gone', () => {
    expect(proposal.sections.get(one)?.references).toEqual(['Table 1', 'section 2', null]);
  });
});
