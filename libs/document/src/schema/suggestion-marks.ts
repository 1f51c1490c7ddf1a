import { Extension, Mark } from '@tiptap/core';
import { checkChanges, checkFormerMarks, checkSuggestionId } from '../suggest/block-changes.js';

// As much of an element as is read here: this library is used where there is no browser.
const attributeOf =
  (name: string) =>
  (element: unknown): string | null =>
    (element as { getAttribute(name: string): string | null }).getAttribute(name);

const idAttribute = {
  default: null,
  validate: checkSuggestionId,
  parseHTML: attributeOf('data-suggestion'),
  renderHTML: ({ id }: Record<string, unknown>) => ({ 'data-suggestion': id }),
};

/** Text that somebody proposes to insert. */
const Insertion = Mark.create({
  name: 'ins',
  inclusive: false,
  addAttributes: () => ({ id: idAttribute }),
  parseHTML: () => [{ tag: 'ins[data-suggestion]' }],
  renderHTML: ({ HTMLAttributes }) => ['ins', HTMLAttributes, 0],
});

/** Text that somebody proposes to delete. It may be text that another proposes to insert. */
const Deletion = Mark.create({
  name: 'del',
  inclusive: false,
  addAttributes: () => ({ id: idAttribute }),
  parseHTML: () => [{ tag: 'del[data-suggestion]' }],
  renderHTML: ({ HTMLAttributes }) => ['del', HTMLAttributes, 0],
});

/**
 * Text whose formatting somebody proposes. `prev` holds the marks it had, as JSON text; among them another `fmt`, if
 * somebody proposed formatting there before.
 */
const Formatting = Mark.create({
  name: 'fmt',
  inclusive: false,
  addAttributes: () => ({
    id: idAttribute,
    prev: {
      default: '[]',
      validate: checkFormerMarks,
      parseHTML: attributeOf('data-former'),
      renderHTML: ({ prev }: Record<string, unknown>) => ({ 'data-former': prev }),
    },
  }),
  parseHTML: () => [{ tag: 'span[data-suggestion]' }],
  renderHTML: ({ HTMLAttributes }) => ['span', HTMLAttributes, 0],
});

/**
 * Every block, row, cell, figure or footnote may carry what is proposed for it as a whole. An attribute and not a mark,
 * because the shared document keeps marks of text alone. Whoever splits a block proposes nothing for the new half.
 */
const BlockChanges = Extension.create({
  name: 'blockChanges',
  addGlobalAttributes() {
    return [
      {
        types: this.extensions
          .filter(({ type, name }) => type === 'node' && name !== 'doc' && name !== 'text')
          .map(({ name }) => name),
        attributes: {
          sug: {
            default: null,
            keepOnSplit: false,
            validate: checkChanges,
            parseHTML: () => null,
            renderHTML: ({ sug }: Record<string, unknown>) =>
              typeof sug === 'string' ? { 'data-changes': opsIn(sug) } : {},
          },
        },
      },
    ];
  },
});

/** The kinds of change in the attribute, for style sheets: `insert delete`. Their values belong to no page. */
export const opsIn = (sug: string): string =>
  [...new Set([...sug.matchAll(/"op":"(\w+)"/g)].map(([, op]) => op))].join(' ');

/** What a section's text and blocks carry for suggestions. */
export const suggestionExtensions = [Insertion, Deletion, Formatting, BlockChanges];
