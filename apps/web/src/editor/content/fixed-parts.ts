import { Extension } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import type { Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';

/**
 * Keeps one's own changes away from the words that a call's template fixes; the gate refuses them anyhow, and with them
 * everything that was written in the same moment. What comes from the server has passed it.
 */
export const FixedPartsGuard = Extension.create({
  name: 'fixedPartsGuard',

  addProseMirrorPlugins: () => [
    new Plugin({
      filterTransaction(transaction, { doc }) {
        if (!transaction.docChanged || isChangeOrigin(transaction)) return true;
        const before = fixedIn(doc);
        const after = fixedIn(transaction.doc);
        return before.length === after.length && before.every((node, index) => after[index]?.eq(node));
      },
    }),
  ],
});

/** The fixed blocks of a section in order. */
function fixedIn(doc: Node): Node[] {
  const fixed: Node[] = [];
  doc.forEach((node) => {
    if (node.attrs.fixed === true) fixed.push(node);
  });
  return fixed;
}
