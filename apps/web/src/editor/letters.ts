import { notALetter } from '@concordat/document';
import type { Node } from '@tiptap/pm/model';

/** The words of one block with the place of each letter, for searching in them. */
export interface BlockLetters {
  readonly text: string;
  /** The position in the document of each UTF-16 unit of `text`. */
  readonly places: readonly number[];
}

/**
 * The letters of a text block whose content begins at a position. Runs with one of the marks left out are not there: words
 * that a suggestion strikes out are no words of what is searched.
 */
export function lettersOf(block: Node, start: number, leftOut: readonly string[] = []): BlockLetters {
  let text = '';
  const places: number[] = [];
  block.forEach((inline, offset) => {
    if (inline.marks.some(({ type }) => leftOut.includes(type.name))) return;
    const words = inline.isText ? (inline.text ?? '') : inline.type.name === 'hardBreak' ? '\n' : notALetter;
    text += words;
    for (let index = 0; index < words.length; index += 1) places.push(start + offset + index);
  });
  return { text, places };
}
