import { isChangeOrigin } from '@tiptap/extension-collaboration';
import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { Mapping, StepMap } from '@tiptap/pm/transform';

/**
 * Where the places of a document went in a transaction. For each letter of others the binding of the shared text puts a
 * whole document in place of the whole one, by which every place would be gone; then it is the one stretch that differs.
 */
export const mappingOf = (transaction: Transaction): Mapping =>
  isChangeOrigin(transaction) ? changeBetween(transaction.before, transaction.doc) : transaction.mapping;

function changeBetween(before: Node, after: Node): Mapping {
  const start = before.content.findDiffStart(after.content);
  const end = before.content.findDiffEnd(after.content);
  if (start === null || end === null) return new Mapping();
  // Of equal letters beside each other one came or went: seen from the end, the stretch begins before its start.
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  return new Mapping([new StepMap([start, end.a + overlap - start, end.b + overlap - start])]);
}
