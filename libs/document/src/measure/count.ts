import { baseOf, cleanOf } from '../read/base.js';
import type { SectionJson } from '../read/section-json.js';
import { textBlocks } from './plain-text.js';

/** Words and characters of a section. */
export interface TextCount {
  readonly words: number;
  /** Characters with spaces, as Unicode code points after NFC; breaks between blocks and lines are not counted. */
  readonly characters: number;
  /** Characters without any white space. */
  readonly charactersWithoutSpaces: number;
}

// Han, Hiragana and Katakana are written without spaces: each sign counts as a word, as word processors do.
const signWord = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const letterOrDigit = /[\p{L}\p{N}]/u;
const lineBreaks = /[\n\r\u2028\u2029]/g;

/**
 * Counts a whole section. The rule, the same in the browser and on the server and independent of the language
 * data a browser ships: a word is a run of characters between white space that holds at least one letter or digit
 * of any script ("state-of-the-art" is one word, a dash alone is none); every sign of Han, Hiragana or Katakana
 * is a word of its own. Headings, lists, table cells, captions and footnotes count; formulas, numbers of
 * citations and references do not; marks never split a word.
 */
export function countText(section: SectionJson): TextCount {
  let words = 0;
  let characters = 0;
  let charactersWithoutSpaces = 0;
  for (const block of textBlocks(section)) {
    words += wordsIn(block);
    characters += codePoints(block.replace(lineBreaks, ''));
    charactersWithoutSpaces += codePoints(block.replace(/\s/gu, ''));
  }
  return { words, characters, charactersWithoutSpaces };
}

/** How long a section is, and how long it would be if every pending suggestion were accepted. */
export interface SectionCounts {
  /** The base: what states sign and evaluators get. */
  readonly base: TextCount;
  readonly clean: TextCount;
}

/** Counts a section by the rule of {@link countText}, without its suggestions and with them. */
export function sectionCounts(section: SectionJson): SectionCounts {
  const [base, clean] = [baseOf(section), cleanOf(section)];
  const count = countText(base);
  return { base: count, clean: clean === base ? count : countText(clean) };
}

/** The number of words in a section, by the rule of {@link countText}. */
export function countWords(section: SectionJson): number {
  return countText(section).words;
}

function wordsIn(text: string): number {
  let signs = 0;
  const spaced = text.replace(signWord, () => {
    signs += 1;
    return ' ';
  });
  return signs + spaced.split(/\s+/u).filter((run) => letterOrDigit.test(run)).length;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text.normalize('NFC')) count += 1;
  return count;
}
