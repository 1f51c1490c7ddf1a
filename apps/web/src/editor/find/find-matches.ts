import { struckMarks, wordPattern, type WordQuery } from '@concordat/document';
import type { Node } from '@tiptap/pm/model';
import type { TextRange } from '../anchors.js';
import { lettersOf } from '../letters.js';

/** Where the words stand, in the order of the text; within one paragraph, heading or cell each. */
export function findMatches(document: Node, query: WordQuery): TextRange[] {
  const pattern = wordPattern(query);
  const found: TextRange[] = [];
  if (pattern === null) return found;
  document.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const { text, places } = lettersOf(node, position + 1, struckMarks);
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
