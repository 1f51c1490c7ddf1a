import { refuse, ok, type Outcome } from '@concordat/domain';
import temml from 'temml';

/** As much of the library as is used here; its own types describe another form of it. */
const { __renderToMathMLTree: treeOf } = temml as unknown as {
  readonly __renderToMathMLTree: (latex: string, options: Readonly<Record<string, unknown>>) => unknown;
};

/** Kinds of parts of a formula: elements of MathML Core, by their names there. */
export const formulaTags = [
  'mrow',
  'mi',
  'mn',
  'mo',
  'mtext',
  'mspace',
  'mfrac',
  'msqrt',
  'mroot',
  'msub',
  'msup',
  'msubsup',
  'munder',
  'mover',
  'munderover',
  'mtable',
  'mtr',
  'mtd',
] as const;

/** One of {@link formulaTags}. */
export type FormulaTag = (typeof formulaTags)[number];

/** A part of a formula. Tokens (`mi`, `mn`, `mo`, `mtext`) have text, all others children. */
export interface FormulaNode {
  readonly tag: FormulaTag;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly FormulaNode[];
  readonly text: string;
}

/**
 * Why LaTeX is no formula: `formula.unreadable`, `formula.too_large` (more than
 * {@link mostParts} parts, deeper than {@link deepestFormula}).
 */
export type FormulaRefusal = 'formula.unreadable' | 'formula.too_large';

/** A formula of more parts, or nested deeper, is refused: nobody could read it, and setting it would cost too much. */
export const mostParts = 2000;
export const deepestFormula = 40;

/** Attributes that say how a part is set. Styles, classes, links and ids are not among them. */
const kept = new Set([
  'fence',
  'form',
  'linethickness',
  'mathvariant',
  'movablelimits',
  'separator',
  'stretchy',
  'width',
  'lspace',
  'rspace',
]);
const tokens = new Set<string>(['mi', 'mn', 'mo', 'mtext']);
const line = '\u203e';

/**
 * Reads LaTeX maths as a tree of MathML Core, for the page and the PDF alike, so that both show the same. Nothing but
 * known elements and attributes comes out, whatever goes in; links, HTML and styles are refused by the reader itself.
 */
export function readFormula(latex: string, isBlock = false): Outcome<FormulaNode, FormulaRefusal> {
  let tree: unknown;
  try {
    tree = treeOf(latex, {
      displayMode: isBlock,
      throwOnError: true,
      trust: false,
      maxExpand: 500,
      strict: false,
    });
  } catch {
    // The library says no in many ways: by its own errors, by stumbling over what it did not expect, by its stack.
    return refuse('formula.unreadable');
  }
  try {
    const count = { left: mostParts };
    return ok({ tag: 'mrow', attributes: {}, text: '', children: partsOf(tree, 0, count) });
  } catch (error) {
    if (error instanceof TooLarge) return refuse('formula.too_large');
    throw error;
  }
}

class TooLarge extends Error {}

function partsOf(node: unknown, depth: number, count: { left: number }): FormulaNode[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, text, children, attributes } = node as Record<string, unknown>;
  count.left -= 1;
  if (count.left < 0 || depth > deepestFormula) throw new TooLarge();
  if (typeof type === 'string' && tokens.has(type))
    return [leaf(type as FormulaTag, textOf(node), attributes)];
  if (typeof text === 'string') return text === '' ? [] : [leaf('mtext', text, {})];
  const inner = Array.isArray(children) ? (children as unknown[]) : [];
  const parts = inner.flatMap((child) => {
    const found = partsOf(child, depth + 1, count);
    // A part that others stand over or under is one part, however many its own reading gave.
    return found.length === 1 ? found : [row(found)];
  });
  if (type === 'mspace') return [{ tag: 'mspace', attributes: keptOf(attributes), children: [], text: '' }];
  // MathML Core knows no enclosures; a line above is the one that people write.
  if (type === 'menclose' && keptNotation(attributes) === 'top')
    return [
      {
        tag: 'mover',
        attributes: {},
        text: '',
        children: [row(parts), leaf('mo', line, { stretchy: 'true' })],
      },
    ];
  const tag = (formulaTags as readonly unknown[]).includes(type) ? (type as FormulaTag) : 'mrow';
  if (tag === 'mrow')
    return [row(parts.filter(({ tag: each, children: own }) => each !== 'mrow' || own.length > 0))];
  return [{ tag, attributes: keptOf(attributes), children: parts, text: '' }];
}

const row = (children: readonly FormulaNode[]): FormulaNode => {
  const [only] = children;
  return children.length === 1 && only ? only : { tag: 'mrow', attributes: {}, children, text: '' };
};

const leaf = (tag: FormulaTag, text: string, attributes: unknown): FormulaNode => ({
  tag,
  attributes: keptOf(attributes),
  children: [],
  text,
});

function textOf(node: unknown): string {
  if (typeof node !== 'object' || node === null) return '';
  const { text, children } = node as Record<string, unknown>;
  if (typeof text === 'string') return text;
  return Array.isArray(children) ? children.map(textOf).join('') : '';
}

const keptNotation = (attributes: unknown): unknown =>
  (attributes as Record<string, unknown> | undefined)?.notation;

function keptOf(attributes: unknown): Record<string, string> {
  if (typeof attributes !== 'object' || attributes === null) return {};
  const known = Object.entries(attributes).filter(([name]) => kept.has(name));
  return Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
}
