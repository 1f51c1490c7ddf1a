import { Button, DataTable, Dialog } from '@concordat/ui';
import { useSectionText } from '../features/section/text.js';
import { keysOf, shortcuts } from './shortcuts.js';

/** The keys of the editor and what they do. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useSectionText();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('shortcuts.title')}
      actions={<Button onPress={onClose}>{text('shortcuts.close')}</Button>}
    >
      <DataTable
        caption={text('shortcuts.list')}
        rows={shortcuts}
        rowKey={({ keys }) => keys}
        narrow="scroll"
        columns={[
          {
            id: 'does',
            head: text('shortcuts.does'),
            isRowHeader: true,
            cell: ({ does, gaps }) => text(does, gaps),
          },
          {
            id: 'keys',
            head: text('shortcuts.keys'),
            isNowrap: true,
            cell: ({ keys }) => <kbd>{keysOf(keys)}</kbd>,
          },
        ]}
      />
    </Dialog>
  );
}
