import { isAllowedAddress } from '@concordat/document';
import { Button, Dialog, TextField } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useId, useState, type SubmitEvent } from 'react';
import { useSectionText } from '../features/section/text.js';

/** Sets, changes or removes the link of the selected words. Only addresses that the document may hold are taken. */
export function LinkDialog({ editor, onClose }: { readonly editor: Editor; readonly onClose: () => void }) {
  const text = useSectionText();
  const form = useId();
  const before = addressAt(editor);
  const [address, setAddress] = useState(before);
  const [isWrong, setWrong] = useState(false);
  const hasWords = !editor.state.selection.empty || before !== '';
  const leave = () => {
    onClose();
    // The dialog gives the focus back to what opened it, then the text takes it.
    setTimeout(() => editor.commands.focus());
  };
  const set = (event: SubmitEvent) => {
    event.preventDefault();
    const href = address.trim();
    if (!isAllowedAddress(href)) return setWrong(true);
    editor.chain().extendMarkRange('link').setLink({ href }).run();
    leave();
  };
  const remove = () => {
    editor.chain().extendMarkRange('link').unsetLink().run();
    leave();
  };
  return (
    <Dialog
      isOpen
      onClose={leave}
      title={text('link.title')}
      actions={
        <>
          <Button onPress={leave}>{text('link.cancel')}</Button>
          {before !== '' && <Button onPress={remove}>{text('link.remove')}</Button>}
          <Button
            kind="main"
            type="submit"
            form={form}
            disabledReason={hasWords ? undefined : text('link.no_text')}
          >
            {text('link.set')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={set} noValidate>
        <TextField
          label={text('link.address')}
          description={text('link.hint')}
          value={address}
          onChange={(value) => {
            setAddress(value);
            setWrong(false);
          }}
          errorMessage={isWrong ? text('link.wrong') : undefined}
          inputMode="url"
          autoFocus
        />
      </form>
    </Dialog>
  );
}

function addressAt(editor: Editor): string {
  const { href } = editor.getAttributes('link') as { href?: unknown };
  return typeof href === 'string' ? href : '';
}
