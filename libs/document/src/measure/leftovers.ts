import type { SectionJson } from '../read/section-json.js';
import { textBlocks } from './plain-text.js';

/** Something a writer left to be done: the words found, the block (0 = first paragraph or heading) and its text. */
export interface Leftover {
  readonly found: string;
  readonly block: number;
  readonly excerpt: string;
}

// Only in capitals: in small letters these are words or parts of words.
const shouted = /(?<![\p{L}\p{N}])(?:X{3,}|TB[ACD]|TO-?DO)(?![\p{L}\p{N}])|\?{3,}/gu;
// Notes that writers leave to themselves.
const note = /\[\s*(?:to\s+be\s+\p{L}+|insert|complete|add|check)\b[^\]\n]{0,80}\]|\blorem\s+ipsum\b/giu;

/** A leftover within one run of text: the words found and where they begin, in UTF-16 units. */
export interface LeftoverWords {
  readonly found: string;
  readonly at: number;
}

/** Finds leftovers in one text without blocks, in the order of the text; by the rule of {@link findLeftovers}. */
export function leftoversIn(text: string): LeftoverWords[] {
  return [...text.matchAll(shouted), ...text.matchAll(note)]
    .map(({ 0: found, index }) => ({ found, at: index }))
    .sort((one, other) => one.at - other.at);
}

/** Finds what nobody wants evaluators to read: XXX, TBA, TBC, TBD, TO-DO, ???, "[to be completed]", "lorem ipsum". */
export function findLeftovers(section: SectionJson): Leftover[] {
  return textBlocks(section).flatMap((text, block) =>
    leftoversIn(text).map(({ found, at }) => ({
      found,
      block,
      excerpt: leftoverExcerpt(text, at, found.length),
    })),
  );
}

/** A leftover of `length` UTF-16 units with at most 40 before and after it; what is left out is an ellipsis. */
export function leftoverExcerpt(text: string, at: number, length: number): string {
  const start = Math.max(0, at - 40);
  const end = Math.min(text.length, at + length + 40);
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}
