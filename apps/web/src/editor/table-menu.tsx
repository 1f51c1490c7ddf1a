import { IconButton, Menu } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useSectionText } from '../features/section/text.js';

/** Inserts a table; inside one, its rows and columns. */
export function TableMenu({ editor, isInTable }: { readonly editor: Editor; readonly isInTable: boolean }) {
  const text = useSectionText();
  const run = () => editor.chain().focus();
  const insert = () => run().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run();
  if (!isInTable)
    return <IconButton size="dense" icon="table" label={text('table.insert')} onPress={insert} />;
  return (
    <Menu
      label={text('tools.table')}
      trigger={<IconButton size="dense" icon="table" label={text('tools.table')} />}
      groups={[
        [
          { id: 'above', label: text('table.row_above'), onAction: () => run().addRowBefore().run() },
          { id: 'below', label: text('table.row_below'), onAction: () => run().addRowAfter().run() },
          { id: 'before', label: text('table.column_before'), onAction: () => run().addColumnBefore().run() },
          { id: 'after', label: text('table.column_after'), onAction: () => run().addColumnAfter().run() },
          { id: 'header', label: text('table.header_row'), onAction: () => run().toggleHeaderRow().run() },
        ],
        [
          { id: 'row', label: text('table.delete_row'), onAction: () => run().deleteRow().run() },
          { id: 'column', label: text('table.delete_column'), onAction: () => run().deleteColumn().run() },
          {
            id: 'table',
            label: text('table.delete'),
            tone: 'danger',
            onAction: () => run().deleteTable().run(),
          },
        ],
      ]}
    />
  );
}
