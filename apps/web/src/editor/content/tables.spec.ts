import {
  appendBlocks,
  checkSection,
  isNodeId,
  noContents,
  sectionExtensions,
  sectionFieldName,
} from '@concordat/document';
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CellSelection } from '@tiptap/pm/tables';
import * as Y from 'yjs';
import { NodeIds } from './node-ids.js';
import { numbersIn, SectionNumbering, setOutline } from './section-numbers.js';
import {
  addCaption,
  areAllCellsSelected,
  deleteWholeTable,
  enterCaption,
  enterFirstCell,
  insertTable,
  leaveTable,
  removeCaption,
} from './table-commands.js';
import { TableKeys } from './table-keys.js';

const opened: Editor[] = [];
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

async function open(): Promise<{ doc: Y.Doc; editor: Editor }> {
  const doc = new Y.Doc();
  appendBlocks(doc, [
    { type: 'heading', level: 1, text: 'Figures' },
    { type: 'paragraph', text: 'Before.' },
  ]);
  const editor = new Editor({
    element: document.body.appendChild(document.createElement('div')),
    extensions: [
      ...sectionExtensions,
      Collaboration.configure({ document: doc, field: sectionFieldName }),
      SectionNumbering,
      NodeIds,
      TableKeys,
    ],
    injectCSS: false,
  });
  opened.push(editor);
  await settled();
  setOutline(editor, {
    sectionId: 'own',
    isWhole: true,
    words: { caption: 'What it shows', pictureCaption: 'What it shows', lost: 'lost', fixed: 'fixed' },
    sections: [
      {
        id: 'first',
        number: '1',
        title: 'First',
        contents: { ...noContents, tables: [{ id: null, text: 'Old' }] },
      },
      { id: 'own', number: '2', title: 'Own', contents: noContents },
    ],
  });
  editor.commands.setTextSelection(editor.state.doc.content.size - 1);
  return { doc, editor };
}

const shape = ({ state }: Editor) => {
  const names: string[] = [];
  state.doc.forEach((node) => names.push(node.type.name));
  return names;
};

beforeAll(() => {
  // jsdom lays nothing out.
  document.elementFromPoint = () => null;
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect = () => new DOMRect();
});
afterEach(() => {
  for (const editor of opened.splice(0)) editor.destroy();
  document.body.replaceChildren();
});

describe('a table', () => {
  it('comes with a caption to be written, a header row and a place to write on behind it', async () => {
    const { doc, editor } = await open();
    expect(insertTable(editor)).toBe(true);
    expect(shape(editor)).toEqual(['heading', 'paragraph', 'captionedTable', 'paragraph']);
    expect(editor.state.selection.$from.parent.type.name).toBe('tableCaption');
    editor.commands.insertContent('Planned figures');
    await settled();
    expect(checkSection(doc).ok).toBe(true);
    expect(editor.view.dom.querySelectorAll('th')).toHaveLength(3);
    expect(editor.view.dom.querySelector('figcaption')?.textContent).toBe('Planned figures');
  });

  it('is numbered after those of the sections before, and headings after their section', async () => {
    const { editor } = await open();
    insertTable(editor);
    expect(editor.view.dom.querySelector('figcaption')?.getAttribute('data-number')).toBe('Table 2');
    expect(editor.view.dom.querySelector('h1')?.getAttribute('data-number')).toBe('2.1');
    expect(numbersIn(editor.state).numbers.targets.map(({ label }) => label)).toEqual([
      'section 1',
      'Table 1',
      'section 2',
      'section 2.1',
      'Table 2',
    ]);
  });

  it('is named once it can be referred to; a copy gets a name of its own and leaves the first alone', async () => {
    const { editor } = await open();
    insertTable(editor);
    const [name] = idsOf(editor);
    expect(isNodeId(name)).toBe(true);
    const table = editor.state.doc.child(2);
    editor.commands.insertContentAt(editor.state.doc.firstChild?.nodeSize ?? 0, table.toJSON());
    const names = idsOf(editor);
    expect(names).toHaveLength(2);
    expect(names[1]).toBe(name);
    expect(names[0]).not.toBe(name);
  });

  it('is walked through by keys: caption, first cell, back, out', async () => {
    const { editor } = await open();
    insertTable(editor);
    expect(enterCaption(editor)).toBe(false);
    expect(enterFirstCell(editor)).toBe(true);
    expect(editor.isActive('tableHeader')).toBe(true);
    expect(enterFirstCell(editor)).toBe(false);
    expect(enterCaption(editor)).toBe(true);
    expect(editor.isActive('tableCaption')).toBe(true);
    enterFirstCell(editor);
    editor.commands.goToNextCell();
    expect(enterCaption(editor)).toBe(false);
    expect(leaveTable(editor)).toBe(true);
    expect(editor.isActive('captionedTable')).toBe(false);
    expect(shape(editor)).toHaveLength(4);
  });

  it('loses and gets back its caption', async () => {
    const { editor } = await open();
    insertTable(editor);
    expect(removeCaption(editor)).toBe(true);
    expect(shape(editor)).toContain('table');
    expect(addCaption(editor)).toBe(true);
    expect(shape(editor)).toContain('captionedTable');
  });

  it('goes as a whole when all of its cells are selected and deleted', async () => {
    const { editor } = await open();
    insertTable(editor);
    const cells: number[] = [];
    editor.state.doc.descendants((node, at) => {
      if (/^table(Cell|Header)$/.test(node.type.name)) cells.push(at);
    });
    editor.view.dispatch(
      editor.state.tr.setSelection(CellSelection.create(editor.state.doc, cells[0] ?? 0, cells.at(-1))),
    );
    expect(areAllCellsSelected(editor.state)).toBe(true);
    expect(deleteWholeTable(editor)).toBe(true);
    expect(shape(editor)).toEqual(['heading', 'paragraph', 'paragraph']);
  });

  it('merges and splits its cells', async () => {
    const { doc, editor } = await open();
    insertTable(editor);
    const cells: number[] = [];
    editor.state.doc.descendants((node, at) => {
      if (node.type.name === 'tableCell') cells.push(at);
    });
    editor.view.dispatch(
      editor.state.tr.setSelection(CellSelection.create(editor.state.doc, cells[0] ?? 0, cells[1])),
    );
    expect(editor.commands.mergeCells()).toBe(true);
    expect(editor.view.dom.querySelector('td')?.getAttribute('colspan')).toBe('2');
    expect(editor.commands.splitCell()).toBe(true);
    await settled();
    expect(checkSection(doc).ok).toBe(true);
  });
});

function idsOf({ state }: Editor): unknown[] {
  const ids: unknown[] = [];
  state.doc.forEach(({ type, attrs }) => {
    if (type.name === 'captionedTable') ids.push(attrs.id);
  });
  return ids;
}
