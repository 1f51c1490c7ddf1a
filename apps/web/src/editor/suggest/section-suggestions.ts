import { suggestionsOf, type Suggestion, type SuggestionPiece } from '@concordat/document';
import { Extension, type Editor } from '@tiptap/core';
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

/** How a suggestion is drawn: whose it is, and what it says. */
export interface SuggestionInk {
  /** 1 to 8; the colour of the author's state. */
  readonly colour: number;
  /** The code of the author's state, after the suggestion like a note's sign; empty for somebody who has left. */
  readonly code: string;
  /** The plain sentence, shown where one points. */
  readonly sentence: string;
}

/** Gives the ink of a suggestion. */
export type InkOf = (suggestion: Suggestion) => SuggestionInk;

/** What is proposed in the text now, and which of it one looks at. */
export interface SuggestionState {
  readonly suggestions: readonly Suggestion[];
  /** The id of the suggestion at the caret, or chosen from the list; null where none is. */
  readonly activeId: string | null;
}

interface DrawnState extends SuggestionState {
  readonly inkOf: InkOf;
  readonly drawn: DecorationSet;
}

type SuggestionNews = { readonly inkOf: InkOf } | { readonly activeId: string | null };

const suggestionsKey = new PluginKey<DrawnState>('section-suggestions');
const noInk: InkOf = () => ({ colour: 1, code: '', sentence: '' });
const nothing: SuggestionState = { suggestions: [], activeId: null };

/** What is proposed in the text now. */
export const suggestionStateOf = (state: EditorState): SuggestionState =>
  suggestionsKey.getState(state) ?? nothing;

/** Draws suggestions with this ink from now on. */
export function drawWith(editor: Editor, inkOf: InkOf): void {
  tell(editor, editor.state.tr, { inkOf });
}

/** Looks at a suggestion: the caret goes to it and it comes into sight. Null looks at none. */
export function lookAt(editor: Editor, id: string | null): void {
  const suggestion = suggestionStateOf(editor.state).suggestions.find((each) => each.id === id);
  const { tr } = editor.state;
  if (suggestion) tr.setSelection(TextSelection.near(tr.doc.resolve(placeOf(suggestion)), -1));
  tell(editor, tr, { activeId: suggestion?.id ?? null });
  // The editor itself scrolls only while it has the focus, which may be in the list.
  if (suggestion)
    editor.view.dom
      .querySelector('.suggestion.is-on, .suggested-block.is-on')
      ?.scrollIntoView({ block: 'nearest' });
}

function tell(editor: Editor, transaction: Transaction, news: SuggestionNews): void {
  if (editor.isDestroyed) return;
  editor.view.dispatch(transaction.setMeta(suggestionsKey, news).setMeta('addToHistory', false));
}

/** The end of its first words: there the caret is within it, whatever stands beside it. */
function placeOf({ pieces, from }: Suggestion): number {
  const words = pieces.find(({ kind }) => kind === 'text_inserted') ?? pieces[0];
  if (words === undefined) return from;
  return words.kind.startsWith('text') ? words.to : words.from + 1;
}

/** Draws what is proposed, as ink upon the text, and knows which suggestion the caret is at. */
export const SectionSuggestions = Extension.create({
  name: 'sectionSuggestions',

  addProseMirrorPlugins: () => [
    new Plugin<DrawnState>({
      key: suggestionsKey,
      state: {
        init: (_, state) => redrawn(state, suggestionsOf(state.doc), null, noInk),
        apply: (transaction, before, _, state) => after(transaction, before, state),
      },
      props: { decorations: (state) => suggestionsKey.getState(state)?.drawn },
    }),
  ],
});

function after(transaction: Transaction, before: DrawnState, state: EditorState): DrawnState {
  const news = transaction.getMeta(suggestionsKey) as SuggestionNews | undefined;
  if (news === undefined && !transaction.docChanged && !transaction.selectionSet) return before;
  const suggestions = transaction.docChanged ? suggestionsOf(state.doc) : before.suggestions;
  const inkOf = news && 'inkOf' in news ? news.inkOf : before.inkOf;
  const isMoved = transaction.selectionSet || transaction.docChanged;
  let activeId = isMoved ? idAtCaret(suggestions, state, before.activeId) : before.activeId;
  if (news && 'activeId' in news) activeId = news.activeId;
  const isSame = suggestions === before.suggestions && activeId === before.activeId && inkOf === before.inkOf;
  return isSame ? before : redrawn(state, suggestions, activeId, inkOf);
}

/** The suggestion at the caret; of several the one that was looked at before, otherwise the shortest. */
function idAtCaret(
  suggestions: readonly Suggestion[],
  { selection: { head } }: EditorState,
  before: string | null,
): string | null {
  const here = suggestions.filter(({ pieces }) =>
    pieces.some(({ from, to }) => from <= head && head <= to + 1),
  );
  if (here.some(({ id }) => id === before)) return before;
  return (
    here.reduce<Suggestion | null>(
      (best, each) => (best === null || lengthOf(each) < lengthOf(best) ? each : best),
      null,
    )?.id ?? null
  );
}

const lengthOf = ({ pieces }: Suggestion): number => pieces.reduce((sum, { from, to }) => sum + to - from, 0);

function redrawn(
  state: EditorState,
  suggestions: readonly Suggestion[],
  activeId: string | null,
  inkOf: InkOf,
): DrawnState {
  const drawn = suggestions.flatMap((suggestion) => inkOn(state, suggestion, inkOf(suggestion), activeId));
  return { suggestions, activeId, inkOf, drawn: DecorationSet.create(state.doc, drawn) };
}

const words = {
  text_inserted: 'is-inserted',
  text_deleted: 'is-deleted',
  text_formatted: 'is-formatted',
} as const;
const blocks = {
  block_inserted: 'is-inserted',
  block_deleted: 'is-deleted',
  block_split: 'is-split',
  block_joined: 'is-joined',
  block_changed: 'is-changed',
} as const;

function inkOn(
  state: EditorState,
  suggestion: Suggestion,
  { colour, code, sentence }: SuggestionInk,
  activeId: string | null,
): Decoration[] {
  const { id, pieces } = suggestion;
  const look = `author-${colour}${id === activeId ? ' is-on' : ''}`;
  const common = { title: sentence, 'data-card': id };
  const drawn = pieces.flatMap((piece) => {
    if (isWords(piece))
      return [
        Decoration.inline(piece.from, piece.to, {
          ...common,
          class: `suggestion ${words[piece.kind]} ${look}`,
        }),
      ];
    const end = endOf(state, piece);
    // An item that is new says it for the paragraph in it.
    const isSaid = pieces.some(
      (other) => other.kind === piece.kind && other.from < piece.from && endOf(state, other) >= end,
    );
    if (isSaid) return [];
    const attributes = { ...common, class: `suggested-block ${blocks[piece.kind]} ${look}` };
    return [Decoration.node(piece.from, end, attributes)];
  });
  const last = pieces.filter(isWords).at(-1);
  if (last === undefined || code === '') return drawn;
  const sign = () => {
    const by = document.createElement('sup');
    by.className = `by author-${colour}`;
    by.textContent = code;
    // The list says whose it is; a reader of the text is not told after every word.
    by.setAttribute('aria-hidden', 'true');
    return by;
  };
  return [
    ...drawn,
    Decoration.widget(last.to, sign, { side: -1, marks: [], key: `by-${id}-${colour}-${code}` }),
  ];
}

/** The end of the block that begins with a piece; a boundary stands for the block after it. */
const endOf = ({ doc }: EditorState, { from }: SuggestionPiece): number =>
  from + (doc.nodeAt(from)?.nodeSize ?? 0);

const isWords = (
  piece: SuggestionPiece,
): piece is Extract<SuggestionPiece, { readonly kind: keyof typeof words }> => piece.kind in words;
