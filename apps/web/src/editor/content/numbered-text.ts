import {
  contentsOf,
  numberSections,
  placedParts,
  type PlacedPart,
  type ProposalNumbers,
  type SectionToNumber,
} from '@concordat/document';
import type { Node } from '@tiptap/pm/model';
import { Decoration } from '@tiptap/pm/view';
import type { PartLabel } from './part-views.js';

/** The proposal that a text stands in: every section in order. What it says of the text's own one is not looked at. */
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

/** What is numbered in a text and beyond. */
export interface NumberedText {
  readonly parts: readonly PlacedPart[];
  readonly numbers: ProposalNumbers;
  /** What each part says, in the order of `parts`; null where it has no number. */
  readonly labels: readonly (PartLabel | null)[];
}

/** Numbers a text as it stands in its proposal; `parts` are those of its parts that count, all without it. */
export function numberedText(
  doc: Node,
  { sectionId, sections, isWhole, words }: ProposalOutline,
  parts: readonly PlacedPart[] = placedParts(doc),
): NumberedText {
  const contents = contentsOf(parts);
  const isListed = sections.some(({ id }) => id === sectionId);
  const own: SectionToNumber = { id: sectionId, number: '', title: '', contents };
  const numbers = numberSections(
    isListed
      ? sections.map((section) => (section.id === sectionId ? { ...section, contents } : section))
      : [...sections, own],
  );
  const found = numbers.sections.get(sectionId);
  const next: Readonly<Record<PlacedPart['type'], Iterator<string | null> | undefined>> = {
    heading: found?.headings.values(),
    captionedTable: found?.tables.values(),
    figure: found?.figures.values(),
    footnote: found?.footnotes.values(),
    citation: found?.citations.values(),
    crossReference: found?.references.values(),
  };
  const labels = parts.map(({ type }): PartLabel | null => {
    const given = next[type]?.next().value as string | null | undefined;
    if (type === 'crossReference' && given === null && isWhole) return { label: words.lost, isLost: true };
    return given ? { label: given, isLost: false } : null;
  });
  return { parts, numbers, labels };
}

/** The numbers of a text, drawn beside or in what they belong to: nothing of them is ever part of the text. */
export function drawnNumbers(
  { parts, labels }: NumberedText,
  { caption, pictureCaption }: ProposalOutline['words'],
): Decoration[] {
  return parts.flatMap(({ type, node, at }, index) => {
    const part = labels[index];
    if (!part) return [];
    const number = { 'data-number': part.label };
    if (type === 'heading') return [Decoration.node(at, at + node.nodeSize, number)];
    if (node.isInline) return [Decoration.node(at, at + node.nodeSize, {}, { part })];
    const hint = type === 'figure' ? pictureCaption : caption;
    return captionOf(node, at).map(({ from, to }) =>
      Decoration.node(from, to, { ...number, 'data-hint': hint }),
    );
  });
}

function captionOf(node: Node, at: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  node.forEach((child, offset) => {
    if (!child.type.name.endsWith('Caption')) return;
    found.push({ from: at + 1 + offset, to: at + 1 + offset + child.nodeSize });
  });
  return found;
}
