import type { Editor } from '@tiptap/core';
import { useEffect, useRef } from 'react';

/** After a refused text was rebuilt the writer goes on where they were, unless they have gone elsewhere meanwhile. */
export function useKeptCaret(editor: Editor, canType: boolean, wasRebuilt: boolean): void {
  const caret = useRef<number | null>(null);
  useEffect(() => {
    const note = () => {
      if (editor.isFocused) caret.current = editor.state.selection.from;
    };
    editor.on('selectionUpdate', note);
    return () => {
      editor.off('selectionUpdate', note);
    };
  }, [editor]);
  useEffect(() => {
    if (!wasRebuilt || !canType || caret.current === null || document.activeElement !== document.body) return;
    editor.commands.focus(Math.min(caret.current, editor.state.doc.content.size));
  }, [editor, canType, wasRebuilt]);
}
