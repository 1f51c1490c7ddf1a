import { useCallback, useSyncExternalStore } from 'react';
import type { TextAnchor } from '../../editor/anchors.js';

/** What the reader looks at: the text marks it and the panel shows it, and neither is inside the other. */
export interface CommentFocus {
  /** The thread in sight. */
  readonly threadId: string | null;
  /** A comment being written; its anchor is null where it is about the whole section. */
  readonly draft: { readonly anchor: TextAnchor | null } | null;
}

const nothing: CommentFocus = { threadId: null, draft: null };
const focuses = new Map<string, CommentFocus>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is looked at in a section, and how to look at something else. */
export function useCommentFocus(
  sectionId: string,
): readonly [CommentFocus, (change: Partial<CommentFocus>) => void] {
  const focus = useSyncExternalStore(subscribe, () => focuses.get(sectionId) ?? nothing);
  const look = useCallback(
    (change: Partial<CommentFocus>) => {
      focuses.set(sectionId, { ...(focuses.get(sectionId) ?? nothing), ...change });
      for (const listener of listeners) listener();
    },
    [sectionId],
  );
  return [focus, look];
}
