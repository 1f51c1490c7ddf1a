import { useMemo } from 'react';
import type { TextAnchor } from '../../editor/anchors.js';
import { useReader } from '../../platform/session.js';
import { forgetDraft, keepDraft, keptDraft } from '../../platform/kept-drafts.js';

/** A comment that was begun and not sent; it stays on this device until it is sent or given up. */
export interface CommentDraft {
  readonly text: string;
  /** For a new thread: the words it is about, and whether it stays within the own state. */
  readonly anchor?: TextAnchor | null;
  readonly internal?: boolean;
}

/** The draft of one place (a thread's id, or `new`) in a section, to be read, kept and forgotten. */
export function useCommentDraft(sectionId: string, place: string) {
  const readerId = useReader()?.id ?? '';
  return useMemo(() => {
    const name = `comment-${readerId}-${sectionId}-${place}`;
    return {
      read: () => keptDraft(name) as CommentDraft | null,
      keep: (draft: CommentDraft) => (draft.text.trim() === '' ? forgetDraft(name) : keepDraft(name, draft)),
      forget: () => forgetDraft(name),
    };
  }, [readerId, sectionId, place]);
}
