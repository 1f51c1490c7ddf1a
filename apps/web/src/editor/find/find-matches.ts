import type { Node } from '@tiptap/pm/model';
import type { TextRange } from '../anchors.js';
import { lettersOf } from '../letters.js';

/** What is looked for. */
export interface FindQuery {
  readonly words: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
}

/** Marks that say that somebody suggests to take words out: whoever replaces them once does not find them again. */
const struck = ['del'];

/**
 * Where the words stand, in the order of the text; within one paragraph, heading or cell each. Straight quotes find curly
 * ones and a space finds every kind of space, because nobody knows which the text has.
 */
export function findMatches(document: Node, query: FindQuery): TextRange[] {
  const pattern = patternOf(query);
  const found: TextRange[] = [];
  if (pattern === null) return found;
  document.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const { text, places } = lettersOf(node, position + 1, struck);
    for (const { 0: words, index } of text.matchAll(pattern)) {
      const [from, last] = [places[index], places[index + words.length - 1]];
      if (from !== undefined && last !== undefined) found.push({ from, to: last + 1 });
    }
    return false;
  });
  return found;
}

/** Which match comes at or after a position, the first one again after the last; -1 where there is none. */
export function matchFrom(matches: readonly TextRange[], position: number): number {
  if (matches.length === 0) return -1;
  return Math.max(
    0,
    matches.findIndex(({ from }) => from >= position),
  );
}

function patternOf({ words, matchCase, wholeWord }: FindQuery): RegExp | null {
  if (words === '') return null;
  const source = words
    .normalize('NFC')
    .replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&')
    .replace(/['‘’]/gu, "['‘’]")
    .replace(/["“”„]/gu, '["“”„]')
    .replace(/\s+/gu, '[\\s\\u00A0]+');
  const bounded = wholeWord ? `(?<![\\p{L}\\p{N}_])${source}(?![\\p{L}\\p{N}_])` : source;
  return new RegExp(bounded, matchCase ? 'gu' : 'giu');
}
