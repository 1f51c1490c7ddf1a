import { newNodeId, placedParts, type PlacedPart } from '@concordat/document';
import { Extension } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import { Plugin, type Transaction } from '@tiptap/pm/state';

/**
 * Names what can be referred to, with the first edit of a section by somebody who writes in it, and gives a copy a name
 * of its own. Opening a text names nothing, and what colleagues write is theirs to name.
 */
export const NodeIds = Extension.create({
  name: 'nodeIds',

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        appendTransaction(transactions, before, { doc, tr }) {
          const isOwn = (transaction: Transaction) => transaction.docChanged && !isChangeOrigin(transaction);
          if (!editor.isEditable || !transactions.some(isOwn)) return null;
          for (const { at } of unnamed(placedParts(doc), () => placedParts(before.doc)))
            tr.setNodeAttribute(at, 'id', newNodeId());
          return tr.docChanged ? tr : null;
        },
      }),
    ];
  },
});

/** Parts without a name, and copies: of two with the same name the one that was there before keeps it. */
function unnamed(parts: readonly PlacedPart[], before: () => readonly PlacedPart[]): readonly PlacedPart[] {
  const byName = new Map<unknown, PlacedPart[]>();
  for (const part of parts) {
    const { id } = part.attrs;
    // What the template fixes takes no name either; where it should be referred to, it comes with one.
    if (id === undefined || part.attrs.fixed === true) continue;
    byName.set(id, [...(byName.get(id) ?? []), part]);
  }
  return [...byName].flatMap(([id, same]) => {
    if (id === null) return same;
    if (same.length === 1) return [];
    const old = new Set(before().map(({ node }) => node));
    const keeper = same.find(({ node }) => old.has(node)) ?? same[0];
    return same.filter((part) => part !== keeper);
  });
}
