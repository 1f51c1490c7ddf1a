import type { Node, ResolvedPos } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';

/**
 * Puts a block in at or right after a position, where the schema takes it: an empty paragraph makes room for it, any
 * other line stays whole before it. At the end of the text if nothing nearer will do. Answers where it stands.
 */
export function insertBlock(tr: Transaction, at: number, block: Node): number {
  const spot = tr.doc.resolve(Math.min(Math.max(at, 0), tr.doc.content.size));
  const { parent } = spot;
  if (parent.type.name === 'paragraph' && parent.content.size === 0 && fits(spot, spot.depth - 1, block)) {
    const start = spot.before();
    tr.replaceWith(start, spot.after(), block);
    return start;
  }
  for (let depth = spot.depth; depth > 0; depth -= 1) {
    if (!fits(spot, depth - 1, block)) continue;
    const start = spot.after(depth);
    tr.insert(start, block);
    return start;
  }
  const start = spot.depth === 0 ? spot.pos : tr.doc.content.size;
  tr.insert(start, block);
  return start;
}

function fits(spot: ResolvedPos, depth: number, block: Node): boolean {
  if (depth < 0) return false;
  const container = spot.node(depth);
  const index = spot.indexAfter(depth);
  // A caption belongs to what it stands under, and nothing comes between.
  return !container.isTextblock && container.canReplaceWith(index, index, block.type);
}
