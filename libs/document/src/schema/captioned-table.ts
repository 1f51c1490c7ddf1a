import { Node } from '@tiptap/core';
import { createTable } from '@tiptap/extension-table';
import type { Node as ProseMirrorNode, Schema } from '@tiptap/pm/model';
import { nodeIdAttribute } from './node-id.js';

/** The words above a table. Its number ("Table 3") is derived and never part of them. */
export const TableCaption = Node.create({
  name: 'tableCaption',
  content: 'inline*',
  defining: true,
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: 'figure[data-table] > figcaption' }],
  renderHTML: ({ HTMLAttributes }) => ['figcaption', HTMLAttributes, 0],
});

/**
 * A table with its caption: what is numbered and referred to. The caption is text like any other, so that it can be
 * written together, commented on and suggested to. Tables without one stay what they are and have no number.
 */
export const CaptionedTable = Node.create({
  name: 'captionedTable',
  group: 'block',
  content: 'tableCaption table',
  isolating: true,
  addAttributes: () => ({ id: nodeIdAttribute }),
  parseHTML: () => [{ tag: 'figure[data-table]' }],
  renderHTML: ({ HTMLAttributes }) => ['figure', { 'data-table': '', ...HTMLAttributes }, 0],
});

/** A new table of so many rows and columns, the first row a header, with an empty caption. */
export function newCaptionedTable(schema: Schema, rows: number, columns: number): ProseMirrorNode {
  const caption = schema.node(TableCaption.name);
  return schema.node(CaptionedTable.name, null, [caption, createTable(schema, rows, columns, true)]);
}
