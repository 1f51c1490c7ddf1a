import type { Node } from '@tiptap/pm/model';
import type { NodeJson, SectionJson } from '../read/section-json.js';

/** Kinds of parts that carry a number or point to one. */
export const numberedTypes = [
  'heading',
  'captionedTable',
  'figure',
  'footnote',
  'citation',
  'crossReference',
] as const;

/** One of {@link numberedTypes}. */
export type NumberedType = (typeof numberedTypes)[number];

/** A part of a text that carries a number or points to one, with the words that name it (a heading's, a caption's). */
export interface NumberedPart {
  readonly type: NumberedType;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A part in an editor: `at` is the position before it. */
export interface PlacedPart extends NumberedPart {
  readonly at: number;
  readonly node: Node;
}

const isNumbered = (type: string): type is NumberedType =>
  (numberedTypes as readonly string[]).includes(type);
/** Blocks whose place in the outline is the table's around them: within a cell they get no number of their own. */
const isBlock = (type: NumberedType): boolean =>
  type === 'heading' || type === 'captionedTable' || type === 'figure';

/** The numbered parts of a section in reading order. */
export function numberedParts(section: SectionJson): NumberedPart[] {
  const parts: NumberedPart[] = [];
  const visit = (node: NodeJson, inCell: boolean): void => {
    const { type, attrs = {}, content = [] } = node;
    if (isNumbered(type) && !(inCell && isBlock(type))) parts.push({ type, attrs, text: namingText(node) });
    for (const child of content) visit(child, inCell || type === 'tableRow');
  };
  for (const block of section.content) visit(block, false);
  return parts;
}

function namingText({ type, content = [] }: NodeJson): string {
  if (type === 'heading') return textIn(content);
  return textIn(content.filter((child) => child.type === 'tableCaption' || child.type === 'figureCaption'));
}

const textIn = (nodes: readonly NodeJson[]): string =>
  nodes.map(({ text, content }) => text ?? textIn(content ?? [])).join('');

interface Found {
  readonly type: NumberedType;
  readonly node: Node;
  readonly offset: number;
}

// A node never changes, so what was found in it stays true as long as it lives: a key press looks at its own line only.
const known = new WeakMap<Node, readonly Found[]>();
const nothing: readonly Found[] = [];

/** The numbered parts of an editor's document, in the same order as {@link numberedParts} gives them. */
export function placedParts(doc: Node): PlacedPart[] {
  return foundIn(doc).map(({ type, node, offset }) => ({
    type,
    node,
    at: offset,
    attrs: node.attrs,
    text: namingTextOf(node),
  }));
}

function foundIn(parent: Node): readonly Found[] {
  if (parent.isLeaf) return nothing;
  const before = known.get(parent);
  if (before) return before;
  const found: Found[] = [];
  const inCell = parent.type.name === 'tableRow';
  parent.forEach((node, offset) => {
    const type = node.type.name;
    if (isNumbered(type)) found.push({ type, node, offset });
    for (const inner of foundIn(node)) {
      if (inCell && isBlock(inner.type)) continue;
      found.push({ ...inner, offset: offset + 1 + inner.offset });
    }
  });
  const all = found.length === 0 ? nothing : found;
  known.set(parent, all);
  return all;
}

function namingTextOf(node: Node): string {
  if (node.type.name === 'heading') return node.textContent;
  const words: string[] = [];
  node.forEach((child) => {
    if (/Caption$/.test(child.type.name)) words.push(child.textContent);
  });
  return words.join('');
}
