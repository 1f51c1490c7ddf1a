import { joinBackward, setBlockType, splitBlock, toggleMark, wrapIn } from '@tiptap/pm/commands';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow } from '@tiptap/pm/tables';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import * as Y from 'yjs';
import {
  heading,
  HeadlessEditor,
  list,
  meet,
  paragraph,
  personNo,
  sharedText,
  table,
} from '../../test/suggesting.js';
import {
  baseDocOf,
  baseOf,
  canonicalText,
  checkSection,
  cleanOf,
  countText,
  keepOwnMarks,
  type NodeJson,
  plainText,
  readSection,
  resolve,
  sectionCounts,
  sectionOf,
  sectionSchema,
  sentenceFactsOf,
  type StrayMarks,
  strayMarksOf,
  suggestionsOf,
} from '../index.js';

const [A, B] = [personNo(1), personNo(2)];

const alone = (...content: NodeJson[]): HeadlessEditor => new HeadlessEditor(A, sharedText(content));
const two = (...content: NodeJson[]): [HeadlessEditor, HeadlessEditor] => {
  const start = sharedText(content);
  return [new HeadlessEditor(A, start), new HeadlessEditor(B, start)];
};
const json = (editor: HeadlessEditor) => readSection(editor.doc);
const base = (editor: HeadlessEditor): string => plainText(baseOf(json(editor)));
const clean = (editor: HeadlessEditor): string => plainText(cleanOf(json(editor)));
const facts = (editor: HeadlessEditor) =>
  suggestionsOf(editor.state.doc).map((suggestion) => sentenceFactsOf(suggestion));
const mark = (name: string) => {
  const type = sectionSchema.marks[name];
  if (!type) throw new Error(name);
  return type;
};
const block = (name: string) => {
  const type = sectionSchema.nodes[name];
  if (!type) throw new Error(name);
  return type;
};

type Act = (editor: HeadlessEditor) => void;
type Command = (state: EditorState, dispatch: (transaction: Transaction) => void) => boolean;
const at =
  (command: Command, words: string, length = 0): Act =>
  (editor) =>
    void editor.run(command, editor.find(words), editor.find(words) + length);

/** Everything that can be suggested: what it is done to, what is done, and the clean text that comes of it. */
const acts: [string, NodeJson[], Act, string, unknown][] = [
  [
    'words put in',
    [paragraph('The quick fox')],
    (editor) => editor.type('very ', editor.find('quick')),
    'The very quick fox',
    [{ fact: 'inserted', text: 'very ' }],
  ],
  [
    'words taken out',
    [paragraph('The quick fox')],
    (editor) => editor.delete(editor.find('quick '), editor.find('fox')),
    'The fox',
    [{ fact: 'deleted', text: 'quick ' }],
  ],
  [
    'words replaced',
    [paragraph('The brown fox')],
    (editor) => editor.type('red', editor.find('brown'), editor.find(' fox')),
    'The red fox',
    [{ fact: 'replaced', before: 'brown', after: 'red' }],
  ],
  [
    'a paragraph split',
    [paragraph('one two')],
    at(splitBlock, 'two'),
    'one \ntwo',
    [{ fact: 'split', text: '' }],
  ],
  [
    'two paragraphs joined',
    [paragraph('one'), paragraph('two')],
    at(joinBackward, 'two'),
    'onetwo',
    [{ fact: 'joined', text: '' }],
  ],
  [
    'several paragraphs deleted',
    [paragraph('one'), paragraph('two'), paragraph('three')],
    (editor) => editor.delete(editor.find('ne'), editor.find('ree')),
    'oree',
    [
      { fact: 'blocks_deleted', type: 'paragraph', count: 1, text: 'two' },
      { fact: 'deleted', text: 'ne\nth' },
    ],
  ],
  [
    'items of a list deleted',
    [list('one', 'two', 'three')],
    (editor) => editor.delete(editor.find('ne'), editor.find('ree')),
    'oree',
    [
      { fact: 'blocks_deleted', type: 'listItem', count: 1, text: 'two' },
      { fact: 'deleted', text: 'ne\nth' },
    ],
  ],
  [
    'a heading made',
    [paragraph('Aims'), paragraph('x')],
    at(setBlockType(block('heading'), { level: 2 }), 'Aims'),
    'Aims\nx',
    [
      {
        fact: 'block_changed',
        before: { type: 'paragraph', attrs: {} },
        after: { type: 'heading', attrs: { level: 2 } },
        text: 'Aims',
      },
    ],
  ],
  [
    'a heading of another level',
    [heading('Aims')],
    at(setBlockType(block('heading'), { level: 3 }), 'Aims'),
    'Aims',
    [
      {
        fact: 'block_changed',
        before: { type: 'heading', attrs: { level: 2 } },
        after: { type: 'heading', attrs: { level: 3 } },
        text: 'Aims',
      },
    ],
  ],
  [
    'bold text',
    [paragraph('make this bold')],
    at(toggleMark(mark('bold')), 'this', 4),
    'make this bold',
    [{ fact: 'formatted', text: 'this', gained: [{ type: 'bold' }], lost: [] }],
  ],
  [
    'a row of a table put in',
    [table(['a', 'b'], ['c', 'd'])],
    at(addRowAfter, 'a'),
    'a\nb\n\n\nc\nd',
    [{ fact: 'blocks_inserted', type: 'tableRow', count: 1, text: '' }],
  ],
  [
    'a row of a table taken out',
    [table(['a', 'b'], ['c', 'd'])],
    at(deleteRow, 'c'),
    'a\nb',
    [{ fact: 'blocks_deleted', type: 'tableRow', count: 1, text: 'c\nd' }],
  ],
  [
    'a column put in',
    [table(['a', 'b'], ['c', 'd'])],
    at(addColumnAfter, 'a'),
    'a\n\nb\nc\n\nd',
    [{ fact: 'columns_inserted', count: 1 }],
  ],
  [
    'a column taken out',
    [table(['a', 'b'], ['c', 'd'])],
    at(deleteColumn, 'a'),
    'b\nd',
    [{ fact: 'columns_deleted', count: 1 }],
  ],
  [
    'a table put in',
    [paragraph('before'), paragraph('after')],
    (editor) => editor.dispatch(editor.state.tr.insert(8, sectionSchema.nodeFromJSON(table(['new'])))),
    'before\nnew\nafter',
    [{ fact: 'blocks_inserted', type: 'table', count: 1, text: 'new' }],
  ],
  [
    'a table taken out',
    [paragraph('before'), table(['a', 'b'])],
    (editor) => editor.delete(8, editor.state.doc.content.size),
    'before',
    [{ fact: 'blocks_deleted', type: 'table', count: 1, text: 'a\nb' }],
  ],
  [
    'a break taken out',
    [paragraph('one', { type: 'hardBreak' }, 'two')],
    (editor) => editor.delete(4, 5),
    'onetwo',
    [{ fact: 'blocks_deleted', type: 'hardBreak', count: 1, text: '' }],
  ],
];

describe('suggesting', () => {
  it.each(acts)(
    '%s: accepted it is done, rejected nothing has been',
    (_name, content, act, after, sentences) => {
      const editor = alone(...content);
      const before = canonicalText(json(editor));
      act(editor);
      expect(editor.untracked).toEqual([]);
      expect(clean(editor)).toBe(after);
      expect(canonicalText(baseOf(json(editor)))).toBe(before);
      expect(facts(editor)).toEqual([sentences]);
      expect(checkSection(editor.doc)).toMatchObject({ ok: true });
      const suggested = editor.state;
      expect(canonicalText(sectionOf(resolve(suggested, 'reject', 'all').doc.toJSON().content))).toBe(before);
      editor.dispatch(resolve(suggested, 'accept', 'all'));
      expect(plainText(json(editor))).toBe(after);
      expect(suggestionsOf(editor.state.doc)).toEqual([]);
      editor.state.doc.check();
    },
  );

  it.each(acts)('%s: taken back by undo and done again by redo', (_name, content, act, after) => {
    const editor = alone(...content);
    const before = canonicalText(json(editor));
    act(editor);
    editor.undo();
    expect(canonicalText(json(editor))).toBe(before);
    editor.redo();
    expect(clean(editor)).toBe(after);
  });

  it('keeps two authors apart who write next to and on top of each other', () => {
    const [anna, ben] = two(paragraph('alpha omega'));
    anna.type('AAA ', anna.find('omega'));
    meet([anna, ben]);
    ben.type('BBB ', ben.find('omega'));
    ben.delete(ben.find('AAA '), ben.find('BBB'));
    ben.delete(ben.find('omega'), ben.find('omega') + 5);
    meet([anna, ben]);
    expect(base(anna)).toBe('alpha omega');
    expect(clean(anna)).toBe('alpha BBB ');
    anna.dispatch(resolve(anna.state, 'reject', { authorId: B }));
    expect(plainText(json(anna))).toBe('alpha AAA omega');
    expect(suggestionsOf(anna.state.doc).map(({ authorId }) => authorId)).toEqual([A]);
  });

  it('lets two authors change the same heading and the same words, each to be taken out alone', () => {
    const [anna, ben] = two(heading('Aims'), paragraph('some words'));
    anna.run(setBlockType(block('heading'), { level: 3 }), 2);
    anna.run(toggleMark(mark('bold')), anna.find('some'), anna.find('some') + 4);
    meet([anna, ben]);
    ben.run(setBlockType(block('heading'), { level: 4 }), 2);
    ben.run(toggleMark(mark('italic')), ben.find('some'), ben.find('some') + 4);
    meet([anna, ben]);
    const without = (author: string) => resolve(anna.state, 'reject', { authorId: author }).doc;
    expect(without(B).firstChild?.attrs['level']).toBe(3);
    expect(without(A).firstChild?.attrs['level']).toBe(4);
    expect(baseDocOf(without(A)).firstChild?.attrs['level']).toBe(2);
    expect(baseDocOf(without(B)).eq(baseDocOf(anna.state.doc))).toBe(true);
    const looks = (doc: typeof anna.state.doc) =>
      doc.lastChild?.firstChild?.marks.map(({ type }) => type.name);
    expect(looks(without(B))).toEqual(expect.arrayContaining(['bold', 'fmt']));
    expect(looks(without(B))).not.toContain('italic');
    expect(looks(baseDocOf(without(B)))).toEqual([]);
  });

  it("really deletes what one has proposed oneself, and takes back a split of one's own", () => {
    const editor = alone(paragraph('hello world'));
    editor.type('new ', editor.find('world'));
    editor.run(splitBlock, editor.find('world'));
    editor.type('and ', editor.find('world'));
    const before = editor.find('and');
    editor.delete(before, before + 4);
    editor.run(joinBackward, editor.find('world'));
    editor.delete(editor.find('new'), editor.find('world'));
    expect(suggestionsOf(editor.state.doc)).toEqual([]);
    expect(plainText(json(editor))).toBe('hello world');
  });

  it('leaves alive what another wrote into a block that goes', () => {
    const [anna, ben] = two(paragraph('one'), paragraph('two'));
    anna.dispatch(anna.state.tr.insert(5, sectionSchema.nodeFromJSON(paragraph('mine'))));
    meet([anna, ben]);
    ben.mode = 'editing';
    ben.dispatch(
      ben.state.tr.replaceWith(ben.find('mine') + 4, ben.find('mine') + 4, sectionSchema.text(' yours')),
    );
    meet([anna, ben]);
    expect(base(anna)).toBe('one\n yours\ntwo');
  });

  it.each([
    ['wrapping', wrapIn(block('blockquote')), 'structure'],
    ['making a list', wrapIn(block('bulletList')), 'list'],
  ] as const)('says so when %s cannot be suggested, and does nothing', (_name, command, reason) => {
    const editor = alone(paragraph('text'));
    const before = canonicalText(json(editor));
    editor.run(command, 2);
    expect(editor.untracked).toEqual([reason]);
    expect(canonicalText(json(editor))).toBe(before);
  });

  it('never lets what is pending into the canonical text, the counts or the plain text of the base', () => {
    for (const [, content, act] of acts) {
      const editor = alone(...content);
      const before = json(editor);
      act(editor);
      const pending = json(editor);
      expect(canonicalText(baseOf(pending))).toBe(canonicalText(before));
      expect(plainText(baseOf(pending))).toBe(plainText(before));
      expect(JSON.stringify(baseOf(pending))).not.toContain(A);
      const { base: counted, clean: accepted } = sectionCounts(pending);
      expect(counted).toEqual(countText(before));
      expect(accepted).toEqual(countText(cleanOf(pending)));
    }
  });

  it('spares what another types into a passage that one has proposed to delete', () => {
    const [anna, ben] = two(paragraph('keep these words'));
    keepOwnMarks(anna.doc, A, false);
    ben.mode = 'editing';
    anna.delete(anna.find('these words'), anna.find('these words') + 11);
    ben.type('NEW ', ben.find('words'));
    meet([anna, ben]);
    meet([anna, ben]);
    expect(clean(anna)).toBe('keep NEW ');
    expect(clean(ben)).toBe('keep NEW ');
    expect(base(ben)).toBe('keep these NEW words');
  });

  it.each<[string, Act]>([
    [
      'typing on with the letter that follows',
      (editor) => {
        editor.type('x', editor.find(' two'));
        editor.type(' ', editor.find(' two'));
      },
    ],
    ['deleting on forwards', (editor) => [5, 6, 7].forEach((at) => editor.delete(at, at + 1))],
    ['deleting on backwards', (editor) => [7, 6, 5].forEach((at) => editor.delete(at, at + 1))],
  ])('does not take %s for a mark that a merge has led astray', (_name, act) => {
    const editor = alone(paragraph('one two'));
    const server = new Y.Doc();
    Y.applyUpdate(server, Y.encodeStateAsUpdate(editor.doc));
    const strays: StrayMarks[] = [];
    server.on('afterTransaction', (transaction: Y.Transaction) => {
      if (!transaction.local) strays.push(...strayMarksOf(transaction, A));
    });
    editor.doc.on('update', (update: Uint8Array) => Y.applyUpdate(server, update));
    act(editor);
    expect(strays).toEqual([]);
    expect(base(editor)).toBe('one two');
  });

  it('accepts a suggestion once, whoever comes second', () => {
    const editor = alone(paragraph('text'));
    editor.type('new ', 1);
    const [suggestion] = suggestionsOf(editor.state.doc);
    const filter = { ids: [suggestion?.id ?? ''] };
    editor.dispatch(resolve(editor.state, 'accept', filter));
    expect(resolve(editor.state, 'accept', filter).docChanged).toBe(false);
    expect(plainText(json(editor))).toBe('new text');
  });
});
