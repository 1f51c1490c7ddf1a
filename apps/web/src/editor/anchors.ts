import { fragmentOf } from '@concordat/document';
import { Extension, type Editor } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, TextSelection, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { fromBase64, toBase64 } from './base64.js';
import { mappingOf } from './mapping-of.js';

/** A passage that is found again wherever its text goes: two Yjs relative positions as base64, and its words. */
export interface TextAnchor {
  readonly start: string;
  readonly end: string;
  readonly quote: string;
}

/** A passage to be marked in the text. */
export interface AnchorMark {
  /** Given back when somebody presses the passage. */
  readonly id: string;
  readonly anchor: TextAnchor;
  readonly isActive: boolean;
}

/** Where a passage stands now, in positions of the editor's document. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** As long as the contract lets a quote be. */
const longestQuote = 2000;

interface SyncState {
  readonly doc: Y.Doc;
  readonly binding: { readonly mapping: Parameters<typeof absolutePositionToRelativePosition>[2] } | null;
}

interface AnchorState {
  readonly groups: ReadonlyMap<string, readonly AnchorMark[]>;
  readonly drawn: DecorationSet;
}

interface AnchorSpec {
  readonly id: string;
  readonly group: string;
}

type AnchorNews = { readonly group: string; readonly marks: readonly AnchorMark[] } | 'again';
type PressListener = (ids: readonly string[], group: string) => void;

const anchorKey = new PluginKey<AnchorState>('section-anchors');
const listeners = new WeakMap<Editor, Set<PressListener>>();
/** The frame before which the passages of an editor are looked for again. */
const frames = new WeakMap<Editor, number>();

/** The selected passage, or null where nothing but space is selected or the text is not open yet. */
export function anchorOfSelection({ state }: Editor): TextAnchor | null {
  return anchorOfRange(state, state.selection);
}

/** A passage as an anchor: it begins before its first letter and ends after its last, whatever is typed around it. */
export function anchorOfRange(state: EditorState, { from, to }: TextRange): TextAnchor | null {
  const sync = syncOf(state);
  const quote = wordsBetween(state.doc, from, to).trim().slice(0, longestQuote);
  if (!sync?.binding || quote === '') return null;
  const { doc, binding } = sync;
  const positionAt = (at: number, side: 0 | -1) => {
    const found = absolutePositionToRelativePosition(
      at,
      fragmentOf(doc),
      binding.mapping,
    ) as Y.RelativePosition;
    const absolute = Y.createAbsolutePositionFromRelativePosition(found, doc);
    if (!(absolute?.type instanceof Y.XmlText)) return found;
    return Y.createRelativePositionFromTypeIndex(absolute.type, absolute.index, side);
  };
  return { start: encoded(positionAt(from, 0)), end: encoded(positionAt(to, -1)), quote };
}

/**
 * Where the passage of an anchor stands now. A passage that was moved or split is found by its words where they occur
 * once; null means that the text was removed.
 */
export function locateAnchor({ state }: Editor, anchor: TextAnchor): TextRange | null {
  return locate(state, anchor);
}

/** Marks the passages of one group (a feature) and forgets those it had before. */
export function showAnchors(editor: Editor, group: string, marks: readonly AnchorMark[]): void {
  if (editor.isDestroyed) return;
  tellPlugin(editor, { group, marks });
}

/**
 * Hears when somebody presses a marked passage: with every mark of its group that lies there, in the order of the text
 * and then of the group. Returns how to stop listening.
 */
export function onAnchorPress(editor: Editor, listener: PressListener): () => void {
  const own = listeners.get(editor) ?? new Set<PressListener>();
  listeners.set(editor, own.add(listener));
  return () => own.delete(listener);
}

/** Brings a passage into sight and puts the caret behind it. False when its text was removed. */
export function revealAnchor(editor: Editor, anchor: TextAnchor): boolean {
  const range = locate(editor.state, anchor);
  if (range === null) return false;
  const selection = TextSelection.near(editor.state.doc.resolve(range.to), -1);
  editor.view.dispatch(editor.state.tr.setSelection(selection).scrollIntoView());
  return true;
}

/** Draws the marked passages; they are decorations, so they never become part of the text. */
export const SectionAnchors = Extension.create({
  name: 'sectionAnchors',

  onTransaction({ editor, transaction }) {
    // Marks move along with what others write, but only the shared text knows where a moved or split passage went.
    if (transaction.docChanged && isChangeOrigin(transaction)) lookAgain(editor);
  },

  onDestroy() {
    cancelAnimationFrame(frames.get(this.editor) ?? 0);
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin<AnchorState>({
        key: anchorKey,
        state: {
          init: () => ({ groups: new Map(), drawn: DecorationSet.empty }),
          apply(transaction, before, _, state) {
            const news = transaction.getMeta(anchorKey) as AnchorNews | undefined;
            if (news === undefined) {
              return transaction.docChanged
                ? { ...before, drawn: before.drawn.map(mappingOf(transaction), transaction.doc) }
                : before;
            }
            const groups =
              news === 'again' ? before.groups : new Map(before.groups).set(news.group, news.marks);
            return { groups, drawn: draw(state, groups) };
          },
        },
        props: {
          decorations: (state) => anchorKey.getState(state)?.drawn,
          handleClickOn(view, position, ___, ____, event) {
            const pressed = (event.target as Element | null)?.closest<HTMLElement>('[data-anchor]');
            const { group } = pressed?.dataset ?? {};
            if (group === undefined) return false;
            const there = anchorKey.getState(view.state)?.drawn.find(position, position) ?? [];
            const specs = there.map(({ spec }) => spec as AnchorSpec);
            const ids = [...new Set(specs.filter((each) => each.group === group).map(({ id }) => id))];
            for (const listener of listeners.get(editor) ?? []) listener(ids, group);
            return false;
          },
        },
      }),
    ];
  },
});

/** Looks for every passage once before the next frame, however much came in it, and draws anew only where one went elsewhere. */
function lookAgain(editor: Editor): void {
  if (frames.has(editor)) return;
  const frame = requestAnimationFrame(() => {
    frames.delete(editor);
    const shown = editor.isDestroyed ? undefined : anchorKey.getState(editor.state);
    if (shown && !areSamePlaces(shown.drawn.find(), placed(editor.state, shown.groups)))
      tellPlugin(editor, 'again');
  });
  frames.set(editor, frame);
}

const draw = (state: EditorState, groups: AnchorState['groups']): DecorationSet =>
  DecorationSet.create(state.doc, placed(state, groups));

function placed(state: EditorState, groups: AnchorState['groups']): Decoration[] {
  const found: Decoration[] = [];
  for (const [group, marks] of groups) {
    for (const { id, anchor, isActive } of marks) {
      const range = locate(state, anchor);
      if (range === null) continue;
      const attributes = {
        class: isActive ? 'anchor is-on' : 'anchor',
        'data-anchor': id,
        'data-group': group,
      };
      const spec: AnchorSpec = { id, group };
      found.push(Decoration.inline(range.from, range.to, attributes, spec));
    }
  }
  return found;
}

function areSamePlaces(some: readonly Decoration[], others: readonly Decoration[]): boolean {
  if (some.length !== others.length) return false;
  const places = new Set(some.map(placeOf));
  return others.every((other) => places.has(placeOf(other)));
}

function placeOf({ from, to, spec }: Decoration): string {
  const { id, group } = spec as AnchorSpec;
  return `${from} ${to} ${group} ${id}`;
}

function locate(state: EditorState, anchor: TextAnchor): TextRange | null {
  const sync = syncOf(state);
  if (!sync?.binding) return null;
  const from = resolve(sync, anchor.start);
  const to = resolve(sync, anchor.end);
  if (from !== null && to !== null && from < to && to <= state.doc.content.size) return { from, to };
  return findOnce(state.doc, anchor.quote);
}

function resolve({ doc, binding }: SyncState, position: string): number | null {
  if (binding === null) return null;
  const relative = decoded(position);
  const absolute = relative && Y.createAbsolutePositionFromRelativePosition(relative, doc);
  if (!relative || !absolute) return null;
  const { type, index } = absolute;
  const fragment = fragmentOf(doc);
  if (!(type instanceof Y.XmlText)) {
    return relativePositionToAbsolutePosition(doc, fragment, relative, binding.mapping);
  }
  if (isGone(type)) return null;
  // The library takes a letter at the very start of the text for a mistake, so it is asked for the start of the run.
  const start = Y.createRelativePositionFromTypeIndex(type, 0, -1);
  const at = relativePositionToAbsolutePosition(doc, fragment, start, binding.mapping);
  return at === null ? null : at + index;
}

/** Whether a part of the text was deleted, with its block or alone. */
function isGone(type: Pick<Y.XmlText, '_item'>): boolean {
  for (let item = type._item; item !== null; item = (item.parent as Y.XmlElement)._item) {
    if (item.deleted) return true;
  }
  return false;
}

/** The one place where a passage's words stand within a block, or null. */
function findOnce(document: Node, quote: string): TextRange | null {
  const found: TextRange[] = [];
  document.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const words = node.textBetween(0, node.content.size, undefined, '\n');
    for (let at = words.indexOf(quote); at >= 0; at = words.indexOf(quote, at + 1)) {
      found.push({ from: position + 1 + at, to: position + 1 + at + quote.length });
    }
    return false;
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

function tellPlugin(editor: Editor, news: AnchorNews): void {
  if (editor.isDestroyed) return;
  const transaction = editor.state.tr.setMeta(anchorKey, news).setMeta('addToHistory', false);
  editor.view.dispatch(transaction);
}

const wordsBetween = (document: Node, from: number, to: number) => document.textBetween(from, to, '\n', '\n');
const syncOf = (state: EditorState) => ySyncPluginKey.getState(state) as SyncState | undefined;
const encoded = (position: Y.RelativePosition) => toBase64(Y.encodeRelativePosition(position));

function decoded(position: string): Y.RelativePosition | null {
  try {
    return Y.decodeRelativePosition(fromBase64(position));
  } catch {
    // An anchor that cannot be read has lost its text; its quote may still be found.
    return null;
  }
}
