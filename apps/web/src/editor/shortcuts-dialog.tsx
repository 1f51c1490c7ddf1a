import { Button, DataTable, Dialog, Switch } from '@concordat/ui';
import { useSectionText } from '../features/section/text.js';
import { useDeviceChoice } from '../platform/device-choice.js';
import { shortcutsOff } from '../platform/shortcuts-off.js';
import classes from './shortcuts-dialog.module.css';
import { keysOf, shortcuts } from './shortcuts.js';

/** The keys of the editor and what they do; all of them can be turned off. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useSectionText();
  const isOff = useDeviceChoice(shortcutsOff);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('shortcuts.title')}
      actions={<Button onPress={onClose}>{text('shortcuts.close')}</Button>}
    >
      <Switch value={!isOff} onChange={(isOn) => shortcutsOff.choose(!isOn)}>
        {text('shortcuts.switch')}
      </Switch>
      <p className={classes.hint}>{text('shortcuts.switch.hint')}</p>
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
