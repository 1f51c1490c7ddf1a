import { type EditorState, Selection, type Transaction } from '@tiptap/pm/state';
import { changeInto, resolvedDoc } from './resolved-doc.js';
import type { Verdict, Wanted } from './resolve-blocks.js';
import { settle } from './settled.js';
import { authorOfSuggestion } from './suggestion-id.js';
import { suggestionsOf } from './suggestions-of.js';

/**
 * Which suggestions a verdict is about: all, some by their ids, all of one person, or all that touch a range of the
 * document (whole ones, also where they reach beyond it).
 */
export type SuggestionFilter =
  | 'all'
  | { readonly ids: readonly string[] }
  | { readonly authorId: string }
  | { readonly from: number; readonly to: number };

/**
 * Accepts or rejects suggestions in one transaction, which one undo takes back. It changes nothing if none is wanted
 * (somebody else may have been first): ask `docChanged`. Whoever may only suggest rejects their own and nothing else:
 * the server refuses the rest with `update.suggest_only`.
 */
export function resolve(state: EditorState, verdict: Verdict, filter: SuggestionFilter): Transaction {
  const { tr, doc } = state;
  const target = resolvedDoc(doc, verdict, wantedBy(state, filter));
  if (target !== doc) changeInto(tr, target);
  const limit = tr.doc.content.size;
  const head = Math.min(tr.mapping.map(state.selection.head), limit);
  if (tr.docChanged) tr.setSelection(Selection.near(tr.doc.resolve(head), -1));
  return settle(tr);
}

function wantedBy(state: EditorState, filter: SuggestionFilter): Wanted {
  if (filter === 'all') return () => true;
  if ('ids' in filter) {
    const ids = new Set(filter.ids);
    return (id) => ids.has(id);
  }
  if ('authorId' in filter) return (id) => authorOfSuggestion(id) === filter.authorId;
  const touching = suggestionsOf(state.doc).filter(({ pieces }) =>
    pieces.some(({ from, to }) => from <= filter.to && to >= filter.from),
  );
  return wantedBy(state, { ids: touching.map(({ id }) => id) });
}
