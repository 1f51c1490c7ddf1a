import { listComments, type CommentThreadView } from '@concordat/contracts';
import { useEffect, useMemo } from 'react';
import { anchorOfSelection, onAnchorPress, showAnchors, type AnchorMark } from '../../editor/anchors.js';
import { useEditorPlace } from '../../editor/editor-place.js';
import type { EditorPanel } from '../../editor/panels.js';
import { loadMessages } from '../../platform/i18n.js';
import { useEndpoint } from '../../platform/query.js';
import { type CommentFocus, useCommentFocus } from './comment-focus.js';
import { useCommentText } from './comment-text.js';
import { feature } from './comment.routes.js';
import { CommentsPanel } from './comments-panel.js';

const panelId = 'comments';
const anchorGroup = 'comment';
/** Marks the words that a comment being written is about. */
const draftId = 'draft';
const none: readonly CommentThreadView[] = [];

/** The tab "Comments" of the editor: it also marks passages with comments and hears Ctrl+Alt+M. */
export const commentsPanel: EditorPanel = {
  id: panelId,
  prepare: () => loadMessages(feature),
  useTab() {
    const say = useCommentText();
    const { section } = useEditorPlace();
    const { data } = useEndpoint(listComments, { params: { sectionId: section.id } });
    const threads = data?.threads ?? none;
    const open = useMemo(() => threads.filter(({ resolvedAt }) => resolvedAt === null), [threads]);
    useMarkedPassages(open);
    useShortcut(data?.abilities['comment.write'] === true);
    return { label: say('panel.label'), ...(open.length > 0 ? { count: open.length } : {}) };
  },
  component: CommentsPanel,
};

/** Marks the passages of open threads; pressing one brings its thread into sight. */
function useMarkedPassages(threads: readonly CommentThreadView[]): void {
  const { editor, section, openPanel } = useEditorPlace();
  const [focus, look] = useCommentFocus(section.id);
  const marks = useMemo(() => marksOf(threads, focus), [threads, focus]);
  useEffect(() => {
    if (editor) showAnchors(editor, anchorGroup, marks);
  }, [editor, marks]);
  // Whoever comes back later begins anew; nothing of the text stays behind.
  useEffect(() => () => look({ threadId: null, draft: null }), [look]);
  useEffect(() => {
    if (!editor) return undefined;
    return onAnchorPress(editor, (id, group) => {
      if (group !== anchorGroup || id === draftId) return;
      look({ threadId: id });
      openPanel(panelId);
    });
  }, [editor, look, openPanel]);
}

/** Begins a comment on the selected words from anywhere in the editor. */
function useShortcut(mayWrite: boolean): void {
  const { editor, section, openPanel } = useEditorPlace();
  const [, look] = useCommentFocus(section.id);
  useEffect(() => {
    if (!editor || !mayWrite) return undefined;
    const hear = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== 'KeyM') return;
      event.preventDefault();
      look({ draft: { anchor: anchorOfSelection(editor) }, threadId: null });
      openPanel(panelId);
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [editor, mayWrite, look, openPanel]);
}

function marksOf(threads: readonly CommentThreadView[], { threadId, draft }: CommentFocus): AnchorMark[] {
  const marks = threads.flatMap(({ id, anchor }): AnchorMark[] =>
    anchor === null ? [] : [{ id, anchor, isActive: id === threadId }],
  );
  return draft?.anchor ? [...marks, { id: draftId, anchor: draft.anchor, isActive: true }] : marks;
}
