import { Button, Menu, type MenuItem } from '@concordat/ui';
import { TextSelection } from '@tiptap/pm/state';
import type { Editor } from '@tiptap/core';
import { useSectionText } from '../../features/section/text.js';
import type { LeftoverAt } from './leftovers.js';

/** What a {@link LeftoversMenu} takes. */
export interface LeftoversMenuProps {
  readonly leftovers: readonly LeftoverAt[];
  readonly editor: Editor;
}

/** More than these nobody reads in one list; the count says that there are more. */
const mostShown = 40;

/** What is left to be done in the text; choosing one leads there. Nothing where nothing is left. */
export function LeftoversMenu({ leftovers, editor }: LeftoversMenuProps) {
  const text = useSectionText();
  if (leftovers.length === 0) return null;
  const items = leftovers.slice(0, mostShown).map((leftover, index): MenuItem => ({
    id: `${index}`,
    label: leftover.found === '' ? text('leftovers.no_words') : leftover.found,
    description: leftover.kind === 'words' ? leftover.excerpt : text(`leftovers.${leftover.kind}`),
    onAction: () => reveal(editor, leftover),
  }));
  return (
    <Menu
      label={text('leftovers.list')}
      placement="top start"
      trigger={
        <Button
          kind="quiet"
          size="dense"
          icon="alert"
          aria-label={text('leftovers.count_named', { count: leftovers.length })}
        >
          {text('leftovers.count', { count: leftovers.length })}
        </Button>
      }
      groups={[items]}
    />
  );
}

function reveal(editor: Editor, { from, to }: LeftoverAt): void {
  // Somebody may have written since the list was made.
  const end = editor.state.doc.content.size;
  const at = editor.state.doc.resolve(Math.min(from, end));
  const selection = TextSelection.between(at, editor.state.doc.resolve(Math.min(to, end)));
  editor.view.dispatch(editor.state.tr.setSelection(selection).scrollIntoView());
  // The menu gives the focus back to its button first.
  setTimeout(() => editor.view.focus());
}
