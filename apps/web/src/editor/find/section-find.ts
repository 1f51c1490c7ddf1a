import type { WordQuery } from '@concordat/document';
import { Extension, type Editor } from '@tiptap/core';
import { Plugin, PluginKey, TextSelection, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import type { TextRange } from '../anchors.js';
import { findMatches, matchFrom } from './find-matches.js';

/** What is looked for and found. */
export interface FindState {
  /** Null while nothing is looked for. */
  readonly query: WordQuery | null;
  readonly matches: readonly TextRange[];
  /** The match one stands at; -1 where there is none. */
  readonly current: number;
}

interface DrawnFind extends FindState {
  readonly drawn: DecorationSet;
}

type FindNews = { readonly query: WordQuery | null; readonly from: number } | { readonly current: number };

const nothing: DrawnFind = { query: null, matches: [], current: -1, drawn: DecorationSet.empty };
const findKey = new PluginKey<DrawnFind>('section-find');

/** What is looked for and found now. */
export const findStateOf = (state: EditorState): FindState => findKey.getState(state) ?? nothing;

/** Looks for words from the selection on; null ends it. What is found is marked by decorations, never in the text. */
export function lookFor(editor: Editor, query: WordQuery | null): void {
  const { from } = editor.state.selection;
  tell(editor, { query, from });
}

/** Goes to the next match, or to the one before, and round at the end. The words are selected and brought into sight. */
export function goToMatch(editor: Editor, direction: 1 | -1): void {
  const { matches, current } = findStateOf(editor.state);
  if (matches.length === 0) return;
  showMatch(editor, (current + direction + matches.length) % matches.length);
}

/** Brings the match one stands at into sight. */
export function showCurrentMatch(editor: Editor): void {
  const { current } = findStateOf(editor.state);
  if (current >= 0) showMatch(editor, current);
}

/** Goes to the match with this index, in the middle of what is in sight. False where there is none. */
export function goToMatchAt(editor: Editor, index: number): boolean {
  if (findStateOf(editor.state).matches[index] === undefined) return false;
  showMatch(editor, index, 'center');
  return true;
}

/** Replaces the match one stands at and goes to the next. False where nothing was found or it may not be changed. */
export function replaceMatch(editor: Editor, replacement: string): boolean {
  const { matches, current } = findStateOf(editor.state);
  const match = matches[current];
  if (match === undefined) return false;
  const before = editor.state.doc;
  editor.view.dispatch(replaced(editor.state, [match], replacement));
  if (editor.state.doc.eq(before)) return false;
  const after = findStateOf(editor.state);
  const next = matchFrom(after.matches, match.from + replacement.length);
  if (next >= 0) showMatch(editor, next);
  return true;
}

/**
 * Replaces every match and answers how many; one step back undoes them all. Where edits become suggestions each
 * replacement is one of its own, so that it can be accepted alone.
 */
export function replaceEvery(editor: Editor, replacement: string, isSuggesting: boolean): number {
  const { matches } = findStateOf(editor.state);
  const { undoManager } = (yUndoPluginKey.getState(editor.state) ?? {}) as {
    undoManager?: { stopCapturing(): void; captureTimeout: number };
  };
  undoManager?.stopCapturing();
  const before = editor.state.doc;
  if (isSuggesting) replaceOneByOne(editor, matches, replacement, undoManager);
  else editor.view.dispatch(replaced(editor.state, matches, replacement));
  undoManager?.stopCapturing();
  return editor.state.doc.eq(before) ? 0 : matches.length;
}

function replaceOneByOne(
  editor: Editor,
  matches: readonly TextRange[],
  replacement: string,
  undoManager: { captureTimeout: number } | undefined,
): void {
  const captureTimeout = undoManager?.captureTimeout ?? 0;
  // However long it takes, it is one step back.
  if (undoManager) undoManager.captureTimeout = Number.MAX_SAFE_INTEGER;
  for (const match of [...matches].reverse())
    editor.view.dispatch(replaced(editor.state, [match], replacement));
  if (undoManager) undoManager.captureTimeout = captureTimeout;
}

function replaced(state: EditorState, matches: readonly TextRange[], replacement: string) {
  const transaction = state.tr;
  // From the end, so that what comes before stays where it was found.
  for (const { from, to } of [...matches].reverse())
    if (replacement === '') transaction.delete(from, to);
    else transaction.insertText(replacement, from, to);
  return transaction;
}

function showMatch(editor: Editor, index: number, block: ScrollLogicalPosition = 'nearest'): void {
  const match = findStateOf(editor.state).matches[index];
  if (match === undefined) return;
  const { state } = editor;
  const selection = TextSelection.create(state.doc, match.from, match.to);
  const news: FindNews = { current: index };
  editor.view.dispatch(
    state.tr.setSelection(selection).setMeta(findKey, news).setMeta('addToHistory', false),
  );
  // The editor itself scrolls only while it has the focus, which is in the bar.
  editor.view.dom.querySelector('.find-hit.is-on')?.scrollIntoView({ block });
}

function tell(editor: Editor, news: FindNews): void {
  if (editor.isDestroyed) return;
  editor.view.dispatch(editor.state.tr.setMeta(findKey, news).setMeta('addToHistory', false));
}

/** Finds words in the text and marks them. */
export const SectionFind = Extension.create({
  name: 'sectionFind',

  addProseMirrorPlugins: () => [
    new Plugin<DrawnFind>({
      key: findKey,
      state: {
        init: () => nothing,
        apply(transaction, before, _, state) {
          const news = transaction.getMeta(findKey) as FindNews | undefined;
          if (news === undefined && (before.query === null || !transaction.docChanged)) return before;
          return found(state, before, news);
        },
      },
      props: { decorations: (state) => findKey.getState(state)?.drawn },
    }),
  ],
});

function found(state: EditorState, before: DrawnFind, news: FindNews | undefined): DrawnFind {
  if (news && 'current' in news) return drawn(state, { ...before, current: news.current });
  const query = news ? news.query : before.query;
  if (query === null) return nothing;
  const matches = findMatches(state.doc, query);
  const from = news?.from ?? before.matches[before.current]?.from ?? 0;
  return drawn(state, { query, matches, current: matchFrom(matches, from) });
}

function drawn(state: EditorState, { query, matches, current }: FindState): DrawnFind {
  const marks = matches.map(({ from, to }, index) =>
    Decoration.inline(from, to, { class: index === current ? 'find-hit is-on' : 'find-hit' }),
  );
  return { query, matches, current, drawn: DecorationSet.create(state.doc, marks) };
}
