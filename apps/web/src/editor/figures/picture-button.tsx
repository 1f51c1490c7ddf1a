import { IconButton } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useRef } from 'react';
import { useSectionText } from '../../features/section/text.js';
import { figureHostOf } from './figure-host.js';

/** Chooses pictures from the device and brings them to where the caret is. */
export function PictureButton({ editor }: { readonly editor: Editor }) {
  const text = useSectionText();
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton
        size="dense"
        icon="picture"
        label={text('figure.insert.title')}
        onPress={() => chooser.current?.click()}
      />
      <input
        ref={chooser}
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        multiple
        hidden
        onChange={({ target }) => {
          figureHostOf(editor)?.onPictures([...(target.files ?? [])], editor.state.selection.to);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
