import { Node } from '@tiptap/core';
import { isNodeId } from './node-id.js';

/** The longest footnote and the longest formula, in UTF-16 code units. */
export const longestNote = 2000;

/** Control characters hide things, and line breaks have no place within a line. */
const unprintable = /\p{Cc}/u;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A check for text of at most so many UTF-16 code units in one line. */
export const checkLine =
  (longest: number, what: string) =>
  (value: unknown): void => {
    if (typeof value !== 'string' || value.length > longest || unprintable.test(value))
      throw new RangeError(what);
  };

/** Makes the attribute of an inline part: its check, and how it travels in copied text as `data-…`. */
export const lineAttribute = (name: string, longest: number, what: string) => ({
  default: '',
  validate: checkLine(longest, what),
  parseHTML: (element: unknown): string => dataOf(element, name).slice(0, longest),
  renderHTML: (attributes: Record<string, unknown>): Record<string, unknown> => ({
    [`data-${name}`]: attributes[name],
  }),
});

/** What an element carries as `data-…`, without what no attribute may hold. */
export function dataOf(element: unknown, name: string): string {
  const value = (element as { getAttribute(name: string): string | null }).getAttribute(`data-${name}`) ?? '';
  return value.replace(/\p{Cc}+/gu, ' ');
}

/** A footnote: a sign in the line; its words stand below the text. Its number is derived. */
export const Footnote = Node.create({
  name: 'footnote',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    text: lineAttribute('text', longestNote, 'A footnote is one line of at most 2 000 characters.'),
  }),
  parseHTML: () => [{ tag: 'sup[data-text]' }],
  renderHTML: ({ HTMLAttributes }) => ['sup', HTMLAttributes],
});

/**
 * A reference to a section of the proposal, or to a heading, table or figure in one. It holds only where it goes; what
 * it says ("Table 3") is derived.
 */
export const CrossReference = Node.create({
  name: 'crossReference',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    section: {
      default: null,
      validate: (value: unknown): void => {
        if (typeof value !== 'string' || !uuid.test(value))
          throw new RangeError('A reference names a section.');
      },
      parseHTML: (element: unknown): string => dataOf(element, 'section'),
      renderHTML: ({ section }: Record<string, unknown>) => ({ 'data-section': section }),
    },
    target: {
      default: null,
      validate: (value: unknown): void => {
        if (value !== null && !isNodeId(value)) throw new RangeError('A reference names a block, or none.');
      },
      parseHTML: (element: unknown): string | null => {
        const target = dataOf(element, 'target');
        return isNodeId(target) ? target : null;
      },
      renderHTML: ({ target }: Record<string, unknown>) => (target === null ? {} : { 'data-target': target }),
    },
  }),
  parseHTML: () => [
    {
      tag: 'span[data-section]',
      getAttrs: (element: unknown) => (uuid.test(dataOf(element, 'section')) ? null : false),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['span', HTMLAttributes],
});

const formulaAttributes = () => ({
  latex: lineAttribute('latex', longestNote, 'A formula is one line of at most 2 000 characters.'),
  words: lineAttribute('words', longestNote, 'A formula in words is one line of at most 2 000 characters.'),
});

/** A formula within a line: LaTeX, and the same in words for those who cannot see it. */
export const Formula = Node.create({
  name: 'formula',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: formulaAttributes,
  parseHTML: () => [{ tag: 'span[data-latex]' }],
  renderHTML: ({ HTMLAttributes }) => ['span', HTMLAttributes],
});

/** A formula on a line of its own. */
export const FormulaBlock = Node.create({
  name: 'formulaBlock',
  group: 'block',
  atom: true,
  addAttributes: formulaAttributes,
  parseHTML: () => [{ tag: 'div[data-latex]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', HTMLAttributes],
});
