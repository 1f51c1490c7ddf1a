import { fragmentOf } from '@concordat/document';
import { TextPlace } from '@concordat/contracts';
import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { z } from 'zod';
import { lettersOf } from '../letters.js';

const Cursor = z.object({ head: TextPlace });

interface SyncState {
  readonly doc: Y.Doc;
  readonly binding: {
    readonly mapping: Parameters<typeof relativePositionToAbsolutePosition>[3];
  } | null;
}

/** Where a caret stands in the editor's document; null while nobody can tell. */
export function positionOfCaret({ state }: Editor, cursor: unknown): number | null {
  const told = Cursor.safeParse(cursor);
  const sync = ySyncPluginKey.getState(state) as SyncState | undefined;
  if (!told.success || !sync?.binding) return null;
  const { doc, binding } = sync;
  const head = Y.createRelativePositionFromJSON(told.data.head);
  return relativePositionToAbsolutePosition(doc, fragmentOf(doc), head, binding.mapping);
}

/** The words of the heading above a position, without what is only suggested; null before the first heading. */
export function headingAbove(document: Node, position: number): string | null {
  let heading: string | null = null;
  document.forEach((block, offset) => {
    if (offset >= position || block.type.name !== 'heading') return;
    const words = lettersOf(block, offset, ['ins']).text.trim();
    if (words !== '') heading = words;
  });
  return heading;
}
