import { Extension } from '@tiptap/core';
import { Fragment, type Node, Slice } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { ReplaceStep } from '@tiptap/pm/transform';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import type { Doc } from 'yjs';
import { keepOwnMarks } from './own-marks.js';
import { isSettled } from './settled.js';
import { newSuggestionId } from './suggestion-id.js';
import { trackChanges } from './track-changes.js';
import type { UntrackedReason } from './tracking.js';

/** What typing does: it changes the text, or it proposes to. Viewing is an editor that is not editable. */
export type EditingMode = 'editing' | 'suggesting';

/** The plugin that knows the mode. */
export const suggestionModeKey = new PluginKey<EditingMode>('suggestionMode');

/** The mode an editor is in. */
export const modeOf = (state: EditorState): EditingMode => suggestionModeKey.getState(state) ?? 'editing';

/** Switches the mode: `view.dispatch(switchMode(state.tr, 'suggesting'))`. The text does not change. */
export const switchMode = (transaction: Transaction, mode: EditingMode): Transaction =>
  transaction.setMeta(suggestionModeKey, mode);

export interface SuggestionModeOptions {
  /** The id of the person at this editor. */
  author: string;
  /** The mode at the start. */
  mode: EditingMode;
  /**
   * Whether the person may edit as well. Then their editor mends suggestions of theirs that a merge has led astray; for
   * whoever may only suggest the server does so.
   */
  mayEdit: boolean;
  /** Told why a change could not be suggested and was not made. */
  onUntracked: (reason: UntrackedReason) => void;
}

/**
 * Lets an editor suggest: `SuggestionMode.configure({ author, mode, onUntracked })`. In suggesting mode everything that
 * changes text is proposed instead, whichever command, key or paste it comes from. In both modes, words typed among
 * suggested ones are their writer's and not part of the suggestion, and what is pasted carries none.
 */
export const SuggestionMode = Extension.create<SuggestionModeOptions>({
  name: 'suggestionMode',
  addOptions: () => ({ author: '', mode: 'editing', mayEdit: false, onUntracked: () => undefined }),

  dispatchTransaction({ transaction, next }) {
    const { author, onUntracked } = this.options;
    const { state } = this.editor;
    if (modeOf(state) === 'editing') return next(withoutInherited(transaction));
    const tracked = trackChanges(transaction, state, {
      author,
      newId: () => newSuggestionId(author),
      onUntracked,
    });
    if (tracked) next(tracked);
  },

  addProseMirrorPlugins() {
    const { author, mayEdit, mode } = this.options;
    return [
      new Plugin<EditingMode>({
        key: suggestionModeKey,
        state: {
          init: () => mode,
          apply: (transaction, current) =>
            (transaction.getMeta(suggestionModeKey) as EditingMode | undefined) ?? current,
        },
        view: ({ state }) => {
          const shared = ySyncPluginKey.getState(state) as { readonly doc?: Doc } | undefined;
          const stop = shared?.doc ? keepOwnMarks(shared.doc, author, mayEdit) : undefined;
          return { destroy: () => stop?.() };
        },
        props: { transformPasted: (slice) => withoutSuggestions(slice) },
      }),
    ];
  },
});

/** Takes from typed words the suggestion among whose words they are typed. */
function withoutInherited(transaction: Transaction): Transaction {
  if (!transaction.docChanged || isSettled(transaction)) return transaction;
  if (transaction.getMeta(ySyncPluginKey) !== undefined) return transaction;
  const stored = transaction.storedMarks;
  const isStored = transaction.storedMarksSet;
  const { ins, del } = transaction.doc.type.schema.marks;
  for (const [index, step] of [...transaction.steps].entries()) {
    if (!(step instanceof ReplaceStep) || !isTyped(step)) continue;
    const since = transaction.mapping.slice(index + 1);
    const from = since.map(step.from, 1);
    const to = since.map(step.from + step.slice.size, -1);
    for (const type of [ins, del]) if (type && from < to) transaction.removeMark(from, to, type);
  }
  return isStored ? transaction.setStoredMarks(stored) : transaction;
}

function isTyped({ slice }: ReplaceStep): boolean {
  const { firstChild, childCount } = slice.content;
  return (
    childCount === 1 &&
    firstChild?.isText === true &&
    firstChild.marks.some(({ type }) => type.name === 'ins' || type.name === 'del')
  );
}

/** What is copied is what it would be without the marks of suggestions; text proposed to be deleted is not copied. */
export function withoutSuggestions(slice: Slice): Slice {
  return new Slice(cleanFragment(slice.content), slice.openStart, slice.openEnd);
}

function cleanFragment(fragment: Fragment): Fragment {
  const kept: Node[] = [];
  fragment.forEach((node) => {
    if (node.isText) {
      const isDeleted = node.marks.some(({ type }) => type.name === 'del');
      const looks = node.marks.filter(({ type }) => type.name !== 'ins' && type.name !== 'fmt');
      if (!isDeleted) kept.push(node.mark(looks));
      return;
    }
    const content = cleanFragment(node.content);
    kept.push(
      node.type.create({ ...node.attrs, ...('sug' in node.attrs && { sug: null }) }, content, node.marks),
    );
  });
  return Fragment.fromArray(kept);
}
