import { leftoverExcerpt, leftoversIn } from '@concordat/document';
import type { Node } from '@tiptap/pm/model';
import type { TextRange } from '../anchors.js';
import { lettersOf } from '../letters.js';

/**
 * Something left to be done, and where: words like XXX or "[to be completed]"; a heading without words; a heading with
 * nothing below it.
 */
export interface LeftoverAt extends TextRange {
  readonly kind: 'words' | 'unnamed_heading' | 'empty_heading';
  /** The words found, or the heading's. */
  readonly found: string;
  /** The words found with what stands around them; empty for headings. */
  readonly excerpt: string;
}

/** What is left to be done in the base text, in its order: what is only suggested is not there yet. */
export function leftoversOf(document: Node): LeftoverAt[] {
  const found: LeftoverAt[] = [];
  document.descendants((node, position) => {
    if (!node.isTextblock) return true;
    found.push(...wordsIn(node, position + 1));
    return false;
  });
  return [...found, ...emptyHeadings(document)].sort((one, other) => one.from - other.from);
}

function wordsIn(block: Node, start: number): LeftoverAt[] {
  const { text, places } = lettersOf(block, start, ['ins']);
  return leftoversIn(text).flatMap(({ found, at }) => {
    const [from, last] = [places[at], places[at + found.length - 1]];
    if (from === undefined || last === undefined) return [];
    const excerpt = leftoverExcerpt(text, at, found.length);
    return [{ kind: 'words', from, to: last + 1, found, excerpt }];
  });
}

/** Headings that name nothing, or below which nothing stands before the next heading of their level or above it. */
function emptyHeadings(document: Node): LeftoverAt[] {
  const found: LeftoverAt[] = [];
  document.forEach((block, offset, index) => {
    if (block.type.name !== 'heading') return;
    const range = { from: offset + 1, to: offset + 1 + block.content.size };
    const words = block.textContent.trim();
    if (words === '') found.push({ ...range, kind: 'unnamed_heading', found: '', excerpt: '' });
    else if (hasNothingBelow(document, index))
      found.push({ ...range, kind: 'empty_heading', found: words, excerpt: '' });
  });
  return found;
}

function hasNothingBelow(document: Node, index: number): boolean {
  const level = Number(document.child(index).attrs['level']);
  for (let below = index + 1; below < document.childCount; below += 1) {
    const block = document.child(below);
    if (block.type.name === 'heading') return Number(block.attrs['level']) <= level;
    if (!isBlank(block)) return false;
  }
  return true;
}

/** Whether a block shows nothing at all. */
function isBlank(block: Node): boolean {
  if (block.isTextblock) return block.content.size === 0 || /^\s*$/u.test(lettersOf(block, 0).text);
  let isEmpty = !block.isAtom;
  block.forEach((inner) => {
    isEmpty &&= isBlank(inner);
  });
  // An empty table is something that somebody put there.
  return isEmpty && block.type.name !== 'table';
}
