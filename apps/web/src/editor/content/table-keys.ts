import { Extension } from '@tiptap/core';
import {
  areAllCellsSelected,
  deleteWholeTable,
  enterCaption,
  enterFirstCell,
  leaveTable,
} from './table-commands.js';

/** Keys in tables and captions; those among cells (Tab, arrows) are the table's own. */
export const TableKeys = Extension.create({
  name: 'tableKeys',
  // Before the table's own, which would leave a caption without its table.
  priority: 200,

  addKeyboardShortcuts() {
    const { editor } = this;
    const deleteIfWhole = () => areAllCellsSelected(editor.state) && deleteWholeTable(editor);
    return {
      Backspace: deleteIfWhole,
      'Mod-Backspace': deleteIfWhole,
      Delete: deleteIfWhole,
      'Mod-Delete': deleteIfWhole,
      Enter: () => enterFirstCell(editor),
      Tab: () => enterFirstCell(editor),
      'Shift-Tab': () => enterCaption(editor),
      'Mod-Enter': () => leaveTable(editor),
    };
  },
});
