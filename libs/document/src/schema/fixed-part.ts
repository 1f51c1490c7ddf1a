import { Extension } from '@tiptap/core';

/** Blocks that a call's template may fix. They stand directly under the section. */
const fixable = [
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'blockquote',
  'table',
  'captionedTable',
] as const;

/**
 * Marks a block as the template's own words, which nobody may change. It comes with the first text of a section and
 * never from an editor: what is copied is not fixed, and half of a fixed block is not either.
 */
export const FixedParts = Extension.create({
  name: 'fixedParts',
  addGlobalAttributes: () => [
    {
      types: [...fixable],
      attributes: {
        fixed: {
          default: null,
          keepOnSplit: false,
          validate: (value: unknown): void => {
            if (value !== null && value !== true)
              throw new RangeError('A block is fixed, or says nothing of it.');
          },
          parseHTML: () => null,
          renderHTML: () => ({}),
        },
      },
    },
  ],
});
