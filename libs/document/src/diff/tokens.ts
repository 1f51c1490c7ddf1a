import { canonicalOf } from '../read/canonical.js';
import type { AuthoredNode } from '../read/read-authored.js';

/** A word, a space, a sign or a thing within a block, from and to as places in {@link InlineText}. */
export interface Token {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly isWord: boolean;
}

// A figure with its decimals and a word with its hyphens are one; signs of Han, Hiragana and Katakana stand alone.
const pattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\p{N}+(?:[.,:/]\p{N}+)+|[\p{L}\p{N}\p{M}]+(?:[-'’‑][\p{L}\p{N}\p{M}]+)*|\s+|[^\s]/gu;
const word = /[\p{L}\p{N}]/u;

/** What stands in a paragraph or heading, as one string: each thing that is no text takes one place. */
export class InlineText {
  readonly tokens: readonly Token[];
  private readonly starts: number[] = [];

  constructor(private readonly nodes: readonly AuthoredNode[]) {
    let length = 0;
    const tokens: Token[] = [];
    let run = '';
    const flush = (): void => {
      const start = length - run.length;
      for (const { 0: key, index } of run.matchAll(pattern)) {
        tokens.push({ key, from: start + index, to: start + index + key.length, isWord: word.test(key) });
      }
      run = '';
    };
    for (const node of nodes) {
      this.starts.push(length);
      if (node.text !== undefined) {
        run += node.text;
        length += node.text.length;
        continue;
      }
      flush();
      tokens.push({ key: `\u0000${canonicalOf(node)}`, from: length, to: length + 1, isWord: false });
      length += 1;
    }
    flush();
    this.tokens = tokens;
  }

  /** What stands between two places, cut where runs begin and end; clocks of cut runs go on. */
  between(from: number, to: number): AuthoredNode[] {
    const cut: AuthoredNode[] = [];
    for (let at = this.nodeAt(from); at < this.nodes.length; at += 1) {
      const node = this.nodes[at];
      const start = this.starts[at] ?? 0;
      if (!node || start >= to) break;
      if (node.text === undefined) {
        cut.push(node);
        continue;
      }
      const [first, last] = [Math.max(0, from - start), Math.min(node.text.length, to - start)];
      if (first >= last) continue;
      const origin = node.origin && { client: node.origin.client, clock: node.origin.clock + first };
      cut.push({ ...node, text: node.text.slice(first, last), ...(origin && { origin }) });
    }
    return cut;
  }

  private nodeAt(place: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

/** How many words a text holds, by the tokens that a difference is made of. */
export function countTokens(text: string): number {
  let words = 0;
  for (const [key] of text.matchAll(pattern)) if (word.test(key)) words += 1;
  return words;
}
