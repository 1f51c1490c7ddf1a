import { IconButton, Menu } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useSectionText } from '../features/section/text.js';
import { addCaption, deleteWholeTable, insertTable, removeCaption } from './content/table-commands.js';

/** What can be done with the table around the caret. */
export interface TableState {
  readonly canMerge: boolean;
  readonly canSplit: boolean;
  readonly hasCaption: boolean;
  /** Whether the caret is in a cell; false in the caption. */
  readonly isInCell: boolean;
}

/** Inserts a table; inside one (`table`), its rows, columns, cells and caption. */
export function TableMenu({ editor, table }: { readonly editor: Editor; readonly table: TableState | null }) {
  const text = useSectionText();
  const run = () => editor.chain().focus();
  if (table === null)
    return (
      <IconButton
        size="dense"
        icon="table"
        label={text('table.insert')}
        onPress={() => insertTable(editor)}
      />
    );
  const { canMerge, canSplit, hasCaption, isInCell } = table;
  return (
    <Menu
      label={text('tools.table')}
      trigger={<IconButton size="dense" icon="table" label={text('tools.table')} />}
      groups={[
        isInCell
          ? [
              { id: 'above', label: text('table.row_above'), onAction: () => run().addRowBefore().run() },
              { id: 'below', label: text('table.row_below'), onAction: () => run().addRowAfter().run() },
              {
                id: 'before',
                label: text('table.column_before'),
                onAction: () => run().addColumnBefore().run(),
              },
              {
                id: 'after',
                label: text('table.column_after'),
                onAction: () => run().addColumnAfter().run(),
              },
            ]
          : [],
        isInCell
          ? [
              {
                id: 'merge',
                label: text('table.merge'),
                isDisabled: !canMerge,
                ...(canMerge ? {} : { description: text('table.merge.how') }),
                onAction: () => run().mergeCells().run(),
              },
              ...(canSplit
                ? [{ id: 'split', label: text('table.split'), onAction: () => run().splitCell().run() }]
                : []),
              {
                id: 'header',
                label: text('table.header_row'),
                onAction: () => run().toggleHeaderRow().run(),
              },
              {
                id: 'header_column',
                label: text('table.header_column'),
                onAction: () => run().toggleHeaderColumn().run(),
              },
            ]
          : [],
        [
          hasCaption
            ? {
                id: 'no_caption',
                label: text('table.remove_caption'),
                description: text('table.remove_caption.what'),
                onAction: () => removeCaption(editor),
              }
            : { id: 'caption', label: text('table.add_caption'), onAction: () => addCaption(editor) },
        ],
        [
          ...(isInCell
            ? [
                { id: 'row', label: text('table.delete_row'), onAction: () => run().deleteRow().run() },
                {
                  id: 'column',
                  label: text('table.delete_column'),
                  onAction: () => run().deleteColumn().run(),
                },
              ]
            : []),
          {
            id: 'table',
            label: text('table.delete'),
            tone: 'danger',
            onAction: () => deleteWholeTable(editor),
          },
        ],
      ]}
    />
  );
}
