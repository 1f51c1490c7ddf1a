import { getSchema, type Extensions } from '@tiptap/core';
import { Heading } from '@tiptap/extension-heading';
import { Link } from '@tiptap/extension-link';
import { OrderedList } from '@tiptap/extension-list';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import type { Schema } from '@tiptap/pm/model';
import { StarterKit } from '@tiptap/starter-kit';
import { isAllowedAddress } from './address.js';
import {
  checkAlignment,
  checkColumnWidths,
  checkLevel,
  checkListType,
  checkSpan,
  checkStart,
} from './attributes.js';
import { CaptionedTable, TableCaption } from './captioned-table.js';
import { Figure, FigureCaption } from './figure.js';
import { Citation } from './citation.js';
import { FixedParts } from './fixed-part.js';
import { CrossReference, Footnote, Formula, FormulaBlock } from './inline-parts.js';
import { nodeIdAttribute } from './node-id.js';
import { suggestionExtensions } from './suggestion-marks.js';

/**
 * Version of the section's document schema. A client with another version is refused and told to reload, because
 * ProseMirror bindings delete nodes that they do not know, for everyone.
 */
export const schemaVersion = 2;

/** Name of the one root type in a section's Y.Doc: the Y.XmlFragment that holds its blocks. */
export const sectionFieldName = 'text';

const cellAttributes = () => ({
  colspan: { default: 1, validate: checkSpan },
  rowspan: { default: 1, validate: checkSpan },
  colwidth: { default: null, validate: checkColumnWidths },
  align: { default: null, validate: checkAlignment },
});

/** A link carries its address and nothing else: no target, class or title can be smuggled in by a client. */
const SectionLink = Link.extend({
  addAttributes() {
    return {
      href: {
        default: null,
        validate: (value: unknown) => {
          if (!isAllowedAddress(value)) throw new RangeError('A link goes to http, https or mailto.');
        },
      },
    };
  },
}).configure({
  openOnClick: false,
  defaultProtocol: 'https',
  isAllowedUri: (address) => isAllowedAddress(address),
  HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: '_blank' },
});

const SectionHeading = Heading.extend({
  addAttributes() {
    return { level: { default: 1, rendered: false, validate: checkLevel }, id: nodeIdAttribute };
  },
}).configure({ levels: [1, 2, 3, 4] });

const SectionOrderedList = OrderedList.extend({
  addAttributes() {
    return withInherited(
      { start: { default: 1, validate: checkStart }, type: { default: null, validate: checkListType } },
      this.parent?.(),
    );
  },
});

/** Tables without resize handles: their inline widths would need styles that the content security policy forbids. */
const SectionTable = Table.extend({
  renderHTML({ HTMLAttributes }) {
    return ['table', HTMLAttributes, ['tbody', 0]];
  },
}).configure({ resizable: false });

const SectionTableCell = TableCell.extend({
  addAttributes() {
    return withInherited(cellAttributes(), this.parent?.());
  },
});

const SectionTableHeader = TableHeader.extend({
  addAttributes() {
    return withInherited(cellAttributes(), this.parent?.());
  },
});

/** Keeps Tiptap's parsing and rendering of an attribute and adds our default and check. */
function withInherited<A extends Record<string, object>>(
  own: A,
  inherited: Record<string, object> | undefined,
): A {
  const merged = Object.entries(own).map(([name, attribute]) => [
    name,
    { ...inherited?.[name], ...attribute },
  ]);
  return Object.fromEntries(merged) as A;
}

/**
 * The section's document as Tiptap extensions: headings 1-4, paragraphs, bullet and ordered lists, block quotes,
 * hard breaks, bold, italic, links, tables with header rows and captions, figures, footnotes, references, citations,
 * formulas, and suggestions for all of these. The browser's editor adds collaboration, carets and undo to these; the
 * server derives its schema from them. Undo and the trailing paragraph are off: with several writers the first must be
 * per person, and the second would write into a text that one merely opened.
 */
export const sectionExtensions: Extensions = [
  StarterKit.configure({
    code: false,
    codeBlock: false,
    heading: false,
    horizontalRule: false,
    link: false,
    orderedList: false,
    strike: false,
    trailingNode: false,
    underline: false,
    undoRedo: false,
  }),
  SectionHeading,
  SectionOrderedList,
  SectionLink,
  SectionTable,
  TableRow,
  SectionTableHeader,
  SectionTableCell,
  CaptionedTable,
  TableCaption,
  Figure,
  FigureCaption,
  Footnote,
  CrossReference,
  Citation,
  Formula,
  FormulaBlock,
  FixedParts,
  ...suggestionExtensions,
];

/** The ProseMirror schema of a section, made without a browser. */
export const sectionSchema: Schema = getSchema(sectionExtensions);
