import { listComments, type CommentThreadView } from '@concordat/contracts';
import { useEffect, useMemo, useRef } from 'react';
import {
  anchorOfSelection,
  locateAnchor,
  onAnchorPress,
  showAnchors,
  type AnchorMark,
} from '../../editor/anchors.js';
import { useEditorPlace } from '../../editor/editor-place.js';
import { panelLoading } from '../../editor/panel-loading.js';
import type { EditorPanel } from '../../editor/panels.js';
import { shortcutsOff } from '../../platform/shortcuts-off.js';
import { loadMessages } from '../../platform/i18n.js';
import { lazyPart } from '../../platform/lazy-part.js';
import { useAddressSearch } from '../../platform/place.js';
import { useEndpoint } from '../../platform/query.js';
import { type CommentFocus, useCommentFocus } from './comment-focus.js';
import { useCommentText } from './comment-text.js';
import { feature } from './comment.routes.js';
import { CommentSearch } from './comment.search.js';
import { filtered } from './thread-filter.js';
import { inOrderOfText } from './thread-order.js';
import { useShowThread } from './use-show-thread.js';

const panelId = 'comments';
const anchorGroup = 'comment';
/** Marks the words that a comment being written is about. */
const draftId = 'draft';
const none: readonly CommentThreadView[] = [];

/** The tab "Comments" of the editor: it also marks passages with comments and hears their keys. */
export const commentsPanel: EditorPanel = {
  id: panelId,
  prepare: () => loadMessages(feature),
  useTab() {
    const say = useCommentText();
    const { section } = useEditorPlace();
    const { data } = useEndpoint(listComments, { params: { sectionId: section.id } });
    const threads = data?.threads ?? none;
    const open = useMemo(() => filtered(threads, 'open'), [threads]);
    useMarkedPassages(open);
    useArrival(threads);
    useShortcuts(open, data?.abilities['comment.write'] === true);
    return { label: say('panel.label'), ...(open.length > 0 ? { count: open.length } : {}) };
  },
  component: lazyPart(async () => (await import('./comments-panel.js')).CommentsPanel, panelLoading),
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
  const current = useRef(focus.threadId);
  useEffect(() => {
    current.current = focus.threadId;
  }, [focus.threadId]);
  useEffect(() => {
    if (!editor) return undefined;
    return onAnchorPress(editor, (ids, group) => {
      const threadIds = ids.filter((id) => id !== draftId);
      if (group !== anchorGroup || threadIds.length === 0) return;
      // Where passages lie on top of each other, every press shows the next.
      const at = threadIds.indexOf(current.current ?? '');
      look({ threadId: threadIds[(at + 1) % threadIds.length] ?? null });
      openPanel(panelId);
    });
  }, [editor, look, openPanel]);
}

/** Whoever comes by a link that names comments finds them open. */
function useArrival(threads: readonly CommentThreadView[]): void {
  const { section, openPanel } = useEditorPlace();
  const [{ comments, thread }] = useAddressSearch(CommentSearch);
  const [, look] = useCommentFocus(section.id);
  const isMeant = comments !== undefined || thread !== undefined;
  useEffect(() => {
    if (isMeant) openPanel(panelId);
    // Once, at the arrival: afterwards panels are opened by hand.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const isThere = threads.some(({ id }) => id === thread);
  useEffect(() => {
    if (thread !== undefined && isThere) look({ threadId: thread });
  }, [thread, isThere, look]);
}

/** Begins a comment on the selected words, and goes from comment to comment, from anywhere in the editor. */
function useShortcuts(open: readonly CommentThreadView[], mayWrite: boolean): void {
  const { editor, section, openPanel } = useEditorPlace();
  const [{ threadId }, look] = useCommentFocus(section.id);
  const show = useShowThread();
  useEffect(() => {
    if (!editor) return undefined;
    const step = (by: 1 | -1) => {
      const places = new Map(
        open.map(({ id, anchor }) => [id, anchor && (locateAnchor(editor, anchor)?.from ?? null)]),
      );
      const threads = inOrderOfText(open, places);
      const at = threads.findIndex(({ id }) => id === threadId);
      const next = threads.at(at < 0 && by === -1 ? -1 : (at + by) % threads.length);
      openPanel(panelId);
      if (next) show(next);
    };
    const hear = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.altKey || shortcutsOff.now()) return;
      if (event.code === 'KeyM' && mayWrite) {
        look({ draft: { anchor: anchorOfSelection(editor) }, threadId: null });
        openPanel(panelId);
      } else if (event.code === 'Period') step(1);
      else if (event.code === 'Comma') step(-1);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [editor, mayWrite, look, openPanel, open, threadId, show]);
}

function marksOf(threads: readonly CommentThreadView[], { threadId, draft }: CommentFocus): AnchorMark[] {
  const marks = threads.flatMap(({ id, anchor }): AnchorMark[] =>
    anchor === null ? [] : [{ id, anchor, isActive: id === threadId }],
  );
  return draft?.anchor ? [...marks, { id: draftId, anchor: draft.anchor, isActive: true }] : marks;
}
