import type { NodeJson, SectionJson } from '../read/section-json.js';
import { sectionSchema } from '../schema/section.schema.js';

/** What is looked for in a text. */
export interface WordQuery {
  readonly words: string;
  readonly matchCase: boolean;
  /** Whether letters or digits beside the words rule a place out. */
  readonly wholeWord: boolean;
}

/** A place where the words stand, with what stands around it in the same block. */
export interface FoundPlace {
  /** Which of all places of its section it is, from 0 in reading order. */
  readonly index: number;
  /** What stands before it, begun with an ellipsis where it was cut. */
  readonly before: string;
  readonly words: string;
  /** What stands after it, ended with an ellipsis where it was cut. */
  readonly after: string;
}

/** Marks that say that somebody suggests to take words out: they are no words of what is searched. */
export const struckMarks: readonly string[] = ['del'];

/** Stands for something in a line that is no letter: a figure, a footnote's sign. */
export const notALetter = '\uFFFC';
/** Ends a block: no letter and no space, so that nothing is found across two of them. */
const blockEnd = '\uFFFF';
/** How much is shown around a place, in UTF-16 units: a line on a wide screen. */
const around = 70;

/**
 * A pattern for `matchAll`, or null where nothing is looked for. Straight quotes find curly ones and a space finds every
 * kind of space, because nobody knows which the text has.
 */
export function wordPattern({ words, matchCase, wholeWord }: WordQuery): RegExp | null {
  if (words === '') return null;
  const source = words
    .normalize('NFC')
    .replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')
    .replace(/['‘’]/gu, "['‘’]")
    .replace(/["“”„]/gu, '["“”„]')
    .replace(/\s+/gu, '[\\s\\u00A0]+');
  const bounded = wholeWord ? `(?<![\\p{L}\\p{N}_])${source}(?![\\p{L}\\p{N}_])` : source;
  return new RegExp(bounded, matchCase ? 'gu' : 'giu');
}

/** The letters of a section, block after block in reading order, as {@link findWords} searches them. */
export function sectionLetters(section: SectionJson): string {
  const blocks: string[] = [];
  const visit = (node: NodeJson): void => {
    if (sectionSchema.nodes[node.type]?.isTextblock) blocks.push(blockLetters(node));
    else node.content?.forEach(visit);
  };
  section.content.forEach(visit);
  return blocks.join(blockEnd);
}

/** How often the words stand in {@link sectionLetters}, and the first `most` of the places. */
export function findWords(
  letters: string,
  query: WordQuery,
  most: number,
): { readonly count: number; readonly places: readonly FoundPlace[] } {
  const pattern = wordPattern(query);
  const places: FoundPlace[] = [];
  let count = 0;
  for (const { 0: words, index } of pattern === null ? [] : letters.matchAll(pattern)) {
    if (places.length < most)
      places.push({ index: count, ...surroundings(letters, index, words.length), words: readable(words) });
    count += 1;
  }
  return { count, places };
}

/**
 * Which place of a text is the one that was found before, as an index: the nearest with the same surroundings, because
 * others may have written meanwhile; else the one with the same index. -1 where the words are gone.
 */
export function findAgain(section: SectionJson, query: WordQuery, before: FoundPlace): number {
  const { count, places } = findWords(sectionLetters(section), query, Number.MAX_SAFE_INTEGER);
  const alike = places.filter((place) => place.before === before.before && place.after === before.after);
  const distance = ({ index }: FoundPlace): number => Math.abs(index - before.index);
  const [nearest] = alike.sort((one, other) => distance(one) - distance(other));
  return nearest?.index ?? Math.min(before.index, count - 1);
}

function blockLetters({ content = [] }: NodeJson): string {
  return content
    .filter(({ marks = [] }) => !marks.some(({ type }) => struckMarks.includes(type)))
    .map(({ type, text }) => text ?? (type === 'hardBreak' ? '\n' : notALetter))
    .join('');
}

function surroundings(letters: string, at: number, length: number): Pick<FoundPlace, 'before' | 'after'> {
  const end = at + length;
  // Never more than what may be shown is looked at: a block may be as long as a section.
  const before = afterLast(letters.slice(Math.max(0, at - 2 * around), at));
  const after = letters.slice(end, end + 2 * around).split(blockEnd, 1)[0] ?? '';
  return {
    before: before.length <= around ? readable(before) : `…${readable(wordsFrom(before.slice(-around)))}`,
    after: after.length <= around ? readable(after) : `${readable(wordsTo(after.slice(0, around)))}…`,
  };
}

const afterLast = (text: string): string => text.slice(text.lastIndexOf(blockEnd) + 1);
/** Cut at a space where there is one, so that no word is shown in part, and never within a letter. */
const wordsFrom = (text: string): string =>
  text.includes(' ') ? text.slice(text.indexOf(' ') + 1) : text.replace(/^[\uDC00-\uDFFF]/, '');
const wordsTo = (text: string): string =>
  text.includes(' ') ? text.slice(0, text.lastIndexOf(' ')) : text.replace(/[\uD800-\uDBFF]$/, '');
const readable = (text: string): string => text.replaceAll(notALetter, '').replaceAll('\n', ' ');
