import {
  contentsOf,
  numberSections,
  placedParts,
  type PlacedPart,
  type ProposalNumbers,
  type SectionToNumber,
} from '@concordat/document';
import { Extension, type Editor } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { PartLabel } from './part-views.js';

/** The proposal that the open section stands in: every section in order. What it says of the open one is not looked at. */
export interface ProposalOutline {
  readonly sectionId: string;
  readonly sections: readonly SectionToNumber[];
  /** Whether every section is known, so that a reference without a target is lost and not merely early. */
  readonly isWhole: boolean;
  /** In the reader's language: what an empty caption asks for, what a lost reference says, why words are fixed. */
  readonly words: {
    readonly caption: string;
    readonly pictureCaption: string;
    readonly lost: string;
    readonly fixed: string;
  };
}

/** What is numbered in the open text and beyond, by now. */
export interface EditorNumbers {
  readonly outline: ProposalOutline;
  readonly parts: readonly PlacedPart[];
  readonly numbers: ProposalNumbers;
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
  const contents = contentsOf(parts);
  const { sectionId, sections } = outline;
  const isListed = sections.some(({ id }) => id === sectionId);
  const own: SectionToNumber = { id: sectionId, number: '', title: '', contents };
  const numbers = numberSections(
    isListed
      ? sections.map((section) => (section.id === sectionId ? { ...section, contents } : section))
      : [...sections, own],
  );
  return {
    outline,
    parts,
    numbers,
    drawn: DecorationSet.create(doc, [...draw(parts, numbers, outline), ...fixedBlocks(doc, outline)]),
  };
}

function draw(
  parts: readonly PlacedPart[],
  numbers: ProposalNumbers,
  { sectionId, isWhole, words }: ProposalOutline,
): Decoration[] {
  const own = numbers.sections.get(sectionId);
  const next: Readonly<Record<PlacedPart['type'], Iterator<string | null> | undefined>> = {
    heading: own?.headings.values(),
    captionedTable: own?.tables.values(),
    figure: own?.figures.values(),
    footnote: own?.footnotes.values(),
    citation: own?.citations.values(),
    crossReference: own?.references.values(),
  };
  return parts.flatMap(({ type, node, at }) => {
    const given = next[type]?.next().value as string | null | undefined;
    if (type === 'crossReference' && given === null && isWhole) return labelled(node, at, words.lost, true);
    const label = given ?? '';
    if (label === '') return [];
    if (type === 'heading') return [Decoration.node(at, at + node.nodeSize, { 'data-number': label })];
    if (node.isInline) return labelled(node, at, label, false);
    const hint = type === 'figure' ? words.pictureCaption : words.caption;
    return captionOf(node, at).map(({ from, to }) =>
      Decoration.node(from, to, { 'data-number': label, 'data-hint': hint }),
    );
  });
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

function labelled(node: Node, at: number, label: string, isLost: boolean): Decoration[] {
  const part: PartLabel = { label, isLost };
  return [Decoration.node(at, at + node.nodeSize, {}, { part })];
}

function captionOf(node: Node, at: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  node.forEach((child, offset) => {
    if (!child.type.name.endsWith('Caption')) return;
    found.push({ from: at + 1 + offset, to: at + 1 + offset + child.nodeSize });
  });
  return found;
}
