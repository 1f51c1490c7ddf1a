import { newCaptionedTable } from '@concordat/document';
import type { Editor } from '@tiptap/core';
import type { Node, ResolvedPos } from '@tiptap/pm/model';
import { NodeSelection, TextSelection, type EditorState } from '@tiptap/pm/state';
import { CellSelection, isInTable } from '@tiptap/pm/tables';

interface Around {
  readonly node: Node;
  /** The position before it. */
  readonly at: number;
}

/** The innermost block of a kind around a position. */
function around(place: ResolvedPos, name: string): Around | null {
  for (let depth = place.depth; depth > 0; depth -= 1) {
    const node = place.node(depth);
    if (node.type.name === name) return { node, at: place.before(depth) };
  }
  return null;
}

/** The table around the caret with its caption, if it has one. The caret may be in the caption. */
function tableAround({ selection }: EditorState): Around | null {
  if (selection instanceof NodeSelection && /^(captionedT|t)able$/.test(selection.node.type.name))
    return { node: selection.node, at: selection.from };
  const { $from } = selection;
  const table = around($from, 'table');
  const captioned = around($from, 'captionedTable');
  // Within a cell of a captioned table another may stand: the nearer one counts.
  if (table && captioned) return captioned.at === table.at - 1 - captionSize(captioned) ? captioned : table;
  return table ?? captioned;
}

const captionSize = ({ node }: Around): number => node.firstChild?.nodeSize ?? 0;

/** Whether the caret is in a table or in its caption. */
export const isAtTable = (state: EditorState): boolean => tableAround(state) !== null;

/** Whether the table around the caret has no caption, and with it no number. */
export const lacksCaption = (state: EditorState): boolean => tableAround(state)?.node.type.name === 'table';

/** Puts in a table of 3 by 3 with a header row and a caption to be written; the caret goes into the caption. */
export function insertTable(editor: Editor): boolean {
  return editor
    .chain()
    .focus()
    .command(({ state: { schema }, tr, dispatch }) => {
      const { paragraph } = schema.nodes;
      if (!paragraph) return false;
      if (!dispatch) return true;
      const table = newCaptionedTable(schema, 3, 3);
      tr.replaceSelectionWith(table);
      let at = -1;
      tr.doc.descendants((node, position) => {
        if (node === table) at = position;
        return at < 0;
      });
      // Behind a table at the very end there would be no place to write on.
      const end = at + table.nodeSize;
      if (tr.doc.resolve(end).nodeAfter === null) tr.insert(end, paragraph.create());
      tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView();
      return true;
    })
    .run();
}

/** Gives the table around the caret a caption and puts the caret into it. */
export function addCaption(editor: Editor): boolean {
  return editor
    .chain()
    .focus()
    .command(({ state, tr, dispatch }) => {
      const table = tableAround(state);
      const { captionedTable, tableCaption } = state.schema.nodes;
      if (table?.node.type.name !== 'table' || !captionedTable || !tableCaption) return false;
      const captioned = captionedTable.create(null, [tableCaption.create(), table.node]);
      if (!dispatch) return true;
      tr.replaceWith(table.at, table.at + table.node.nodeSize, captioned);
      tr.setSelection(TextSelection.create(tr.doc, table.at + 2)).scrollIntoView();
      return true;
    })
    .run();
}

/** Takes away the caption of the table around the caret; the table stays, without a number. */
export function removeCaption(editor: Editor): boolean {
  return editor
    .chain()
    .focus()
    .command(({ state, tr, dispatch }) => {
      const table = tableAround(state);
      const inner = table?.node.lastChild;
      if (table?.node.type.name !== 'captionedTable' || !inner) return false;
      if (!dispatch) return true;
      tr.replaceWith(table.at, table.at + table.node.nodeSize, inner);
      tr.setSelection(TextSelection.near(tr.doc.resolve(table.at + 1))).scrollIntoView();
      return true;
    })
    .run();
}

/** Deletes the table around the caret with its caption. */
export function deleteWholeTable(editor: Editor): boolean {
  return editor
    .chain()
    .focus()
    .command(({ state, tr, dispatch }) => {
      const table = tableAround(state);
      if (!table) return false;
      if (!dispatch) return true;
      tr.delete(table.at, table.at + table.node.nodeSize);
      tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(table.at, tr.doc.content.size))));
      tr.scrollIntoView();
      return true;
    })
    .run();
}

/** Goes on behind the table around the caret, in a new paragraph where there is none. */
export function leaveTable(editor: Editor): boolean {
  return editor.commands.command(({ state, tr, dispatch }) => {
    const table = tableAround(state);
    const paragraph = state.schema.nodes.paragraph;
    if (!table || !paragraph) return false;
    if (!dispatch) return true;
    const end = table.at + table.node.nodeSize;
    if (!tr.doc.resolve(end).nodeAfter?.isTextblock) tr.insert(end, paragraph.create());
    tr.setSelection(TextSelection.near(tr.doc.resolve(end))).scrollIntoView();
    return true;
  });
}

/** Whether every cell of a table is selected, so that deleting means the table. */
export function areAllCellsSelected({ selection }: EditorState): boolean {
  return selection instanceof CellSelection && selection.isColSelection() && selection.isRowSelection();
}

/** Goes from the caption into the first cell. */
export function enterFirstCell(editor: Editor): boolean {
  return editor.commands.command(({ state, tr, dispatch }) => {
    const { $from } = state.selection;
    if ($from.parent.type.name !== 'tableCaption') return false;
    if (!dispatch) return true;
    tr.setSelection(TextSelection.near(tr.doc.resolve($from.after()))).scrollIntoView();
    return true;
  });
}

/** Goes from the first cell of a captioned table to the end of its caption. */
export function enterCaption(editor: Editor): boolean {
  return editor.commands.command(({ state, tr, dispatch }) => {
    const captioned = around(state.selection.$from, 'captionedTable');
    if (!captioned || !isInTable(state)) return false;
    const first = tr.doc.resolve(captioned.at + captionSize(captioned) + 1);
    if (TextSelection.near(first).from < state.selection.$from.start()) return false;
    if (!dispatch) return true;
    tr.setSelection(TextSelection.create(tr.doc, captioned.at + captionSize(captioned))).scrollIntoView();
    return true;
  });
}
