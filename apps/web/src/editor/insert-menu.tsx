import { IconButton, Menu } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useSectionText } from '../features/section/text.js';
import { openDoor, type DoorKind } from './content/content-doors.js';
import { commandKey, keysOf } from './shortcuts.js';

/** Puts footnotes, references, citations and formulas where the caret is. */
export function InsertMenu({ editor }: { readonly editor: Editor }) {
  const text = useSectionText();
  const item = (kind: DoorKind, label: Parameters<typeof text>[0], keys?: string) => ({
    id: kind,
    label: text(label),
    ...(keys === undefined ? {} : { shortcut: keysOf(keys) }),
    // The menu gives the focus back to its button first.
    onAction: () => void setTimeout(() => openDoor(editor, kind)),
  });
  return (
    <Menu
      label={text('insert.menu')}
      trigger={<IconButton size="dense" icon="plus" label={text('insert.menu')} />}
      groups={[
        [
          item('footnote', 'insert.footnote', `${commandKey}+Alt+F`),
          item('crossReference', 'insert.reference', `${commandKey}+Alt+R`),
          item('citation', 'insert.citation', `${commandKey}+Alt+B`),
        ],
        [item('formula', 'insert.formula', 'Alt+='), item('formulaBlock', 'insert.formula_block')],
      ]}
    />
  );
}
