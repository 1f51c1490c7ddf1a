import type { Node, ResolvedPos } from '@tiptap/pm/model';
import type { Transform } from '@tiptap/pm/transform';
import { changesOf } from './block-changes.js';
import { canContinue } from './resolve-blocks.js';
import { addChange, isOwn, isOwnText, markOf, type Proposer } from './tracking.js';

type Work = { readonly at: number } & (
  | { readonly kind: 'text'; readonly to: number; readonly isOwn: boolean }
  | { readonly kind: 'remove'; readonly to: number }
  | { readonly kind: 'delete' }
  | { readonly kind: 'join'; readonly depth: number }
);

/**
 * Proposes to delete a range. The author's own suggestions in it are really deleted; text and blocks that somebody has
 * proposed to delete already stay as they are. Gives the range as it is afterwards.
 */
export function trackDeletion(
  tr: Transform,
  from: number,
  to: number,
  me: Proposer,
): { readonly from: number; readonly to: number } {
  const work = [...workInside(tr.doc, from, to, me), ...boundaries(tr.doc.resolve(from), tr.doc.resolve(to))];
  const start = tr.mapping.maps.length;
  // From the end, so that what lies before stays where it is; a block after what is in it.
  for (const each of work.sort((one, other) => other.at - one.at)) perform(tr, each, me);
  const since = tr.mapping.slice(start);
  return { from: since.map(from, -1), to: since.map(to, 1) };
}

function workInside(doc: Node, from: number, to: number, { author }: Proposer): Work[] {
  const work: Work[] = [];
  let coveredUpTo = -1;
  doc.nodesBetween(from, to, (node, at, parent, index) => {
    const end = at + node.nodeSize;
    if (node.isText) {
      const piece = { at: Math.max(at, from), to: Math.min(end, to) };
      if (isOwnText(node, author)) work.push({ kind: 'text', ...piece, isOwn: true });
      else if (!markOf(node, 'del')) work.push({ kind: 'text', ...piece, isOwn: false });
      return false;
    }
    if (at < from || end > to) return true;
    if (isWhollyOwn(node, author) && canLeave(parent, index)) {
      work.push({ kind: 'remove', at, to: end });
      return false;
    }
    const isGone = changesOf(node).some(({ op }) => op === 'delete');
    // What is in a block goes with it. Only what has no text in it says so itself: what others add stays then.
    if (!isGone && (node.isLeaf || at >= coveredUpTo)) work.push({ kind: 'delete', at });
    if (at >= coveredUpTo) coveredUpTo = end;
    return true;
  });
  return work;
}

/** Whether the author proposes the block, and nobody else has anything in it. */
function isWhollyOwn(node: Node, author: string): boolean {
  const changes = changesOf(node);
  if (!changes.some(({ op }) => op === 'insert') || changes.some(({ id }) => !isOwn(id, author)))
    return false;
  let isWhole = true;
  node.descendants((inner) => {
    if (inner.isText) isWhole &&= isOwnText(inner, author);
    else if (inner.isLeaf) isWhole &&= isWhollyOwn(inner, author);
    else isWhole &&= changesOf(inner).every(({ id }) => isOwn(id, author));
  });
  return isWhole;
}

const canLeave = (parent: Node | null, index: number): boolean =>
  parent?.canReplace(index, index + 1) ?? false;

/** The boundaries that a deletion from one text block into another takes away, outermost first; none across cells. */
function boundaries(from: ResolvedPos, to: ResolvedPos): Work[] {
  const shared = from.sharedDepth(to.pos);
  if (from.depth !== to.depth || from.depth === shared || !from.parent.inlineContent) return [];
  const work: Work[] = [];
  for (let depth = shared + 1; depth <= to.depth; depth += 1) {
    if (!canContinue(from.node(depth).type, to.node(depth).type)) return [];
    work.push({ kind: 'join', at: to.before(depth), depth: to.depth - shared });
  }
  return work;
}

function perform(tr: Transform, work: Work, me: Proposer): void {
  switch (work.kind) {
    case 'text':
      if (work.isOwn) tr.delete(work.at, work.to);
      else tr.addMark(work.at, work.to, tr.doc.type.schema.mark('del', { id: me.id }));
      return;
    case 'remove':
      tr.delete(work.at, work.to);
      return;
    case 'delete':
      return addChange(tr, work.at, { op: 'delete', id: me.id });
    case 'join':
      return join(tr, work.at, me);
  }
}

/** Takes away a boundary that the author has only proposed; proposes it for another. */
function join(tr: Transform, at: number, me: Proposer): void {
  const node = tr.doc.nodeAt(at);
  if (!node) return;
  const changes = changesOf(node);
  const isProposed = changes.some(({ op, id }) => op === 'split' && isOwn(id, me.author));
  if (isProposed && changes.every(({ id }) => isOwn(id, me.author)) && joinReally(tr, at, me)) return;
  if (!changes.some(({ op }) => op === 'join')) addChange(tr, at, { op: 'join', id: me.id });
}

/** Joins a block, and the first in it if that continues as well, to what is before it. */
function joinReally(tr: Transform, at: number, { author }: Proposer): boolean {
  const place = tr.doc.resolve(at);
  const [before, node] = [place.nodeBefore, place.nodeAfter];
  if (!before || !node || !canContinue(before.type, node.type)) return false;
  const [last, first] = [before.lastChild, node.firstChild];
  const isDeep =
    !node.inlineContent &&
    first !== null &&
    last !== null &&
    canContinue(last.type, first.type) &&
    changesOf(first).some(({ op, id }) => (op === 'split' || op === 'join') && isOwn(id, author));
  tr.join(at, isDeep ? 2 : 1);
  return true;
}
