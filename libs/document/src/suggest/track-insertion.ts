import type { Slice } from '@tiptap/pm/model';
import type { Transform } from '@tiptap/pm/transform';
import { type Proposer, putChanges, Untrackable } from './tracking.js';

/**
 * Puts a slice in as a proposal: its text marked, its outermost blocks and everything without text in it noted, and a
 * block that it splits off noted as that. Gives where it ends.
 */
export function trackInsertion(tr: Transform, at: number, slice: Slice, me: Proposer): number {
  const start = tr.mapping.maps.length;
  tr.replace(at, at, slice);
  if (tr.mapping.maps.length === start) throw new Untrackable('structure');
  const added = tr.mapping.slice(start);
  const from = added.map(at, -1);
  const to = added.map(at, 1);
  const todo: (() => void)[] = [];
  let coveredUpTo = -1;
  const { ins, del, fmt } = tr.doc.type.schema.marks;
  if (!ins || !del || !fmt) throw new Error('The schema knows no suggestions.');
  tr.doc.nodesBetween(from, to, (node, position) => {
    const end = position + node.nodeSize;
    if (node.isText) {
      const piece = [Math.max(position, from), Math.min(end, to)] as const;
      todo.push(() => {
        for (const type of [del, fmt]) tr.removeMark(...piece, type);
        tr.addMark(...piece, ins.create({ id: me.id }));
      });
      return;
    }
    if (position < from) return;
    // Only its beginning is new: what follows was there, in one block with what is before it.
    if (end > to) todo.push(() => putChanges(tr, position, [{ op: 'split', id: me.id }]));
    else if (node.isLeaf || position >= coveredUpTo)
      todo.push(() => putChanges(tr, position, [{ op: 'insert', id: me.id }]));
    else todo.push(() => putChanges(tr, position, []));
    if (end <= to) coveredUpTo = Math.max(coveredUpTo, end);
  });
  for (const each of todo) each();
  return to;
}
