import type { CommentThreadView } from '@concordat/contracts';
import { useCallback } from 'react';
import { revealAnchor } from '../../editor/anchors.js';
import { useEditorPlace } from '../../editor/editor-place.js';
import { useCommentFocus } from './comment-focus.js';

/** Brings a thread into sight, and its passage in the text. */
export function useShowThread(): (thread: CommentThreadView) => void {
  const { editor, section } = useEditorPlace();
  const [, look] = useCommentFocus(section.id);
  return useCallback(
    ({ id, anchor }) => {
      look({ threadId: id });
      if (editor && anchor) revealAnchor(editor, anchor);
    },
    [editor, look],
  );
}
