import { placedParts, type PlacedPart } from '@concordat/document';
import { Extension, type Editor } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { drawnNumbers, numberedText, type NumberedText, type ProposalOutline } from './numbered-text.js';

/** What is numbered in the open text and beyond, by now. */
export interface EditorNumbers extends NumberedText {
  readonly outline: ProposalOutline;
}

interface NumbersState extends EditorNumbers {
  readonly drawn: DecorationSet;
}

const numbersKey = new PluginKey<NumbersState>('section-numbers');
const alone: ProposalOutline = {
  sectionId: '',
  sections: [],
  isWhole: false,
  words: { caption: '', pictureCaption: '', lost: '', fixed: '' },
};

/** Tells the editor which proposal its section stands in, so that numbers go on from those before it. */
export function setOutline(editor: Editor, outline: ProposalOutline): void {
  if (editor.isDestroyed) return;
  editor.view.dispatch(editor.state.tr.setMeta(numbersKey, outline).setMeta('addToHistory', false));
}

/** The numbers as they are now. */
export function numbersIn(state: EditorState): EditorNumbers {
  return numbersKey.getState(state) ?? numbered(state.doc, alone);
}

/**
 * Derives the numbers of headings, tables, figures, footnotes, sources and references while one writes and draws them. They are decorations: nothing of
 * them is ever part of the text.
 */
export const SectionNumbering = Extension.create({
  name: 'sectionNumbering',

  addProseMirrorPlugins: () => [
    new Plugin<NumbersState>({
      key: numbersKey,
      state: {
        init: (_, { doc }) => numbered(doc, alone),
        apply(transaction, before) {
          const outline = transaction.getMeta(numbersKey) as ProposalOutline | undefined;
          if (outline !== undefined) return numbered(transaction.doc, outline);
          if (!transaction.docChanged) return before;
          const parts = placedParts(transaction.doc);
          // What colleagues write arrives as one replacement of everything, which moves no decoration along.
          if (isChangeOrigin(transaction) || !areSame(parts, before.parts))
            return numbered(transaction.doc, before.outline, parts);
          return { ...before, parts, drawn: before.drawn.map(transaction.mapping, transaction.doc) };
        },
      },
      props: { decorations: (state) => numbersKey.getState(state)?.drawn },
    }),
  ],
});

/** A node is never changed in place: where the same ones stand in the same order, every number is the same. */
const areSame = (parts: readonly PlacedPart[], before: readonly PlacedPart[]): boolean =>
  parts.length === before.length && parts.every(({ node }, index) => node === before[index]?.node);

function numbered(doc: Node, outline: ProposalOutline, parts = placedParts(doc)): NumbersState {
  const found = numberedText(doc, outline, parts);
  const drawn = [...drawnNumbers(found, outline.words), ...fixedBlocks(doc, outline)];
  return { ...found, outline, drawn: DecorationSet.create(doc, drawn) };
}

/** The template's own words with the reason why they cannot be changed. They come with the text and never go. */
function fixedBlocks(doc: Node, { words }: ProposalOutline): Decoration[] {
  const found: Decoration[] = [];
  doc.forEach((node, at) => {
    if (node.attrs.fixed !== true) return;
    const attributes = { class: 'fixed', title: words.fixed, 'data-reason': words.fixed };
    found.push(Decoration.node(at, at + node.nodeSize, attributes));
  });
  return found;
}
