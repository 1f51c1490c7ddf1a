import { type EditorState, Selection, TextSelection, type Transaction } from '@tiptap/pm/state';
import {
  AddMarkStep,
  AttrStep,
  Mapping,
  RemoveMarkStep,
  ReplaceAroundStep,
  ReplaceStep,
  type Step,
} from '@tiptap/pm/transform';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { isSettled } from './settled.js';
import type { SuggestionId } from './suggestion-id.js';
import { trackDeletion } from './track-deletion.js';
import { trackAttributes, trackMark } from './track-formatting.js';
import { trackInsertion } from './track-insertion.js';
import { idBeside, Untrackable, type UntrackedReason } from './tracking.js';

/** Who suggests. */
export interface TrackOptions {
  /** The id of the person, which every new suggestion begins with. */
  readonly author: string;
  /** Makes the id of a new suggestion of this author, such as `newSuggestionId`. */
  readonly newId: () => SuggestionId;
  /** Told why a change cannot be suggested; nothing of it has been done then. Say it in words. */
  readonly onUntracked?: (reason: UntrackedReason) => void;
}

/**
 * Turns what somebody does into what they propose: a transaction on the same state whose base is what the base was.
 * What they propose next to a suggestion of theirs becomes part of it; what they delete of their own is deleted, what
 * they delete of others' is marked. Null, after `onUntracked`, for what cannot be proposed (lists made and unmade,
 * wrapping and lifting of blocks).
 *
 * Let through as they are: transactions that change no text, that come from the shared text (others' changes, undo and
 * redo), and that accept or reject.
 */
export function trackChanges(
  transaction: Transaction,
  state: EditorState,
  options: TrackOptions,
): Transaction | null {
  if (!transaction.docChanged || isSettled(transaction)) return transaction;
  if (transaction.getMeta(ySyncPluginKey) !== undefined) return transaction;
  try {
    return tracked(transaction, state, options);
  } catch (error) {
    // A RangeError is how ProseMirror says that a step does not fit: the blocks are not made for it.
    if (!(error instanceof Untrackable) && !(error instanceof RangeError)) throw error;
    options.onUntracked?.(error instanceof Untrackable ? error.reason : 'structure');
    return null;
  }
}

function tracked(transaction: Transaction, state: EditorState, { author, newId }: TrackOptions): Transaction {
  const tr = state.tr;
  let id: SuggestionId | null = null;
  let caret: number | null = null;
  transaction.steps.forEach((step, index) => {
    const place = placeIn(tr, transaction.steps, index);
    const by = (from: number, to: number) => ({
      author,
      id: (id ??= idBeside(tr.doc, from, to, author) ?? newId()),
    });
    if (step instanceof ReplaceStep) {
      const from = place(step.from, 1);
      const to = Math.max(from, place(step.to, -1));
      const me = by(from, to);
      const gone = to > from ? trackDeletion(tr, from, to, me) : { from, to };
      const isDeletion = step.slice.size === 0;
      const end = isDeletion ? gone.to : trackInsertion(tr, gone.to, step.slice, me);
      const isForward = isDeletion && state.selection.empty && state.selection.from === step.from;
      caret = isDeletion && !isForward ? gone.from : end;
    } else if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
      const from = place(step.from, 1);
      const to = Math.max(from, place(step.to, -1));
      trackMark(tr, from, to, step, by(from, from));
    } else if (step instanceof AttrStep) {
      const at = place(step.pos, 1);
      const node = tr.doc.nodeAt(at);
      if (!node) throw new Untrackable('structure');
      trackAttributes(tr, at, node.type, { ...node.attrs, [step.attr]: step.value as unknown }, by(at, at));
    } else if (step instanceof ReplaceAroundStep && isNewMarkup(step)) {
      const at = place(step.from, 1);
      const markup = step.slice.content.firstChild;
      if (!markup) throw new Untrackable('structure');
      trackAttributes(tr, at, markup.type, markup.attrs, by(at, at));
    } else throw new Untrackable(reasonOf(step));
  });
  carryOver(transaction, tr, caret);
  return tr;
}

/** Where a position of one step of the original lies in the transaction so far, in which less has been deleted. */
function placeIn(
  tr: Transaction,
  steps: readonly Step[],
  index: number,
): (at: number, side: 1 | -1) => number {
  const back = new Mapping(
    steps
      .slice(0, index)
      .map((step) => step.getMap())
      .reverse()
      .map((map) => map.invert()),
  );
  return (at, side) => tr.mapping.map(back.map(at, side), side);
}

/** Whether the step gives one block another kind or other attributes and leaves what is in it. */
function isNewMarkup(step: ReplaceAroundStep): boolean {
  return (
    step.slice.content.childCount === 1 &&
    step.insert === 1 &&
    step.slice.size === 2 &&
    step.gapFrom === step.from + 1 &&
    step.gapTo === step.to - 1
  );
}

function reasonOf(step: Step): UntrackedReason {
  const { slice } = step as Partial<ReplaceAroundStep>;
  let isList = false;
  slice?.content.descendants(({ type }) => {
    isList ||= type.name === 'listItem' || type.name.endsWith('List');
  });
  return isList ? 'list' : 'structure';
}

/** Everything about the original that is not its text. */
function carryOver(from: Transaction, tr: Transaction, caret: number | null): void {
  const limit = tr.doc.content.size;
  if (caret !== null && followsText(from))
    tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(caret, limit)), -1));
  else if (from.selectionSet) {
    const back = from.mapping.invert();
    const [anchor, head] = [from.selection.anchor, from.selection.head].map((at) =>
      Math.min(tr.mapping.map(back.map(at, -1), -1), limit),
    );
    const isText = from.selection instanceof TextSelection;
    tr.setSelection(
      isText
        ? TextSelection.between(tr.doc.resolve(anchor ?? 0), tr.doc.resolve(head ?? 0))
        : Selection.near(tr.doc.resolve(head ?? 0)),
    );
  }
  for (const [key, value] of Object.entries((from as unknown as { meta: Record<string, unknown> }).meta))
    tr.setMeta(key, value);
  if (from.storedMarksSet) tr.setStoredMarks(from.storedMarks);
  if (from.scrolledIntoView) tr.scrollIntoView();
}

/** Whether the caret of the original stands where its last replacement ends. */
function followsText(transaction: Transaction): boolean {
  const index = transaction.steps.findLastIndex((step) => step instanceof ReplaceStep);
  const step = transaction.steps[index];
  if (!(step instanceof ReplaceStep) || !transaction.selection.empty) return false;
  const end = transaction.mapping.slice(index + 1).map(step.from + step.slice.size);
  return Math.abs(transaction.selection.head - end) <= 2;
}
