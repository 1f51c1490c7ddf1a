import { appendBlocks, fragmentOf, sectionExtensions, sectionFieldName } from '@concordat/document';
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import type { Transaction } from '@tiptap/pm/state';
import * as Y from 'yjs';
import { mappingOf } from './mapping-of.js';

const opened: Editor[] = [];

function open(...paragraphs: readonly string[]): { doc: Y.Doc; editor: Editor; came: Transaction[] } {
  const doc = new Y.Doc();
  appendBlocks(
    doc,
    paragraphs.map((text) => ({ type: 'paragraph', text })),
  );
  const editor = new Editor({
    element: document.body.appendChild(document.createElement('div')),
    extensions: [...sectionExtensions, Collaboration.configure({ document: doc, field: sectionFieldName })],
    injectCSS: false,
  });
  opened.push(editor);
  const came: Transaction[] = [];
  editor.on('transaction', ({ transaction }) => {
    if (transaction.docChanged) came.push(transaction);
  });
  return { doc, editor, came };
}

/** A colleague changes the shared text; gives the transaction in which it came to the editor. */
function comes(
  { doc, came }: ReturnType<typeof open>,
  change: (blockAt: (index: number) => Y.XmlText) => void,
): Transaction {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  change((index) => (fragmentOf(other).get(index) as Y.XmlElement).get(0) as Y.XmlText);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)), 'colleague');
  const transaction = came.at(-1);
  if (!transaction) throw new Error('Nothing came');
  return transaction;
}

afterEach(() => {
  for (const editor of opened.splice(0)) editor.destroy();
  document.body.replaceChildren();
});

describe('where places go', () => {
  // Two paragraphs: "Seven states" stands at 1 to 13, "write together" at 15 to 29.
  test.each([
    { what: 'words before', at: 0, index: 0, insert: 'All ', remove: 0, place: 18, goesTo: 22 },
    { what: 'words behind', at: 1, index: 14, insert: ' today', remove: 0, place: 18, goesTo: 18 },
    {
      what: 'an equal letter beside its like',
      at: 0,
      index: 1,
      insert: 'e',
      remove: 0,
      place: 18,
      goesTo: 19,
    },
    {
      what: 'one of two equal letters taken',
      at: 1,
      index: 10,
      insert: '',
      remove: 1,
      place: 28,
      goesTo: 27,
    },
    { what: 'other words instead', at: 0, index: 0, insert: 'Nine', remove: 5, place: 7, goesTo: 6 },
  ])('$what of a colleague', ({ at, index, insert, remove, place, goesTo }) => {
    const world = open('Seven states', 'write together');

    const transaction = comes(world, (blockAt) => {
      blockAt(at).delete(index, remove);
      blockAt(at).insert(index, insert);
    });

    expect(transaction.mapping.map(place)).not.toBe(goesTo);
    expect(mappingOf(transaction).mapResult(place)).toMatchObject({ pos: goesTo, deleted: false });
  });

  it('is gone where the words around it are', () => {
    const world = open('Seven states', 'write together');

    const transaction = comes(world, (blockAt) => blockAt(1).delete(0, 5));

    expect(mappingOf(transaction).mapResult(17)).toMatchObject({ pos: 15, deletedAcross: true });
  });

  it('is what the transaction says for one’s own words', () => {
    const { editor, came } = open('Seven states');
    editor.commands.insertContentAt(1, 'All ');

    const [own] = came;

    expect(own && mappingOf(own)).toBe(own?.mapping);
  });
});
