import type { Transaction } from 'yjs';
import type * as Y from 'yjs';
import { fragmentOf, readBlock } from '../read/read-section.js';
import type { NodeJson } from '../read/section-json.js';
import { changesOf } from '../suggest/block-changes.js';
import type { ChangedPart } from '../suggest/only-suggests.js';
import { touchedBlocks } from './check-touched.js';

/** A top-level block: its shared type, and what was read of it. */
export interface Top {
  readonly element: unknown;
  readonly nodes: readonly NodeJson[];
}

/**
 * The top-level blocks of a section as they were after the last transaction, so that the next one can be compared
 * block by block instead of reading all of it twice. Throws `UnreadableSection` where `readSection` does.
 */
export class TopBlocks {
  private current: readonly Top[];

  constructor(private readonly doc: Y.Doc) {
    this.current = fragmentOf(doc)
      .toArray()
      .map((element) => ({ element, nodes: readBlock(element) }));
  }

  /** The blocks as they are now, to compare with later ones. They never change. */
  get tops(): readonly Top[] {
    return this.current;
  }

  /** Takes in a transaction, from its `afterTransaction`: reads anew what it touched. */
  take(transaction: Transaction): void {
    const touched = touchedBlocks(transaction);
    const known = new Map(this.current.map((top) => [top.element, top]));
    this.current = fragmentOf(this.doc)
      .toArray()
      .map((element) => {
        const same = touched.has(element) ? undefined : known.get(element);
        return same ?? { element, nodes: readBlock(element) };
      });
  }
}

/**
 * What differs between two states of the same blocks: everything from the first to the last that was touched, and all
 * that one of these continues or is continued by, so that the parts can be resolved by themselves.
 */
export function changedPart(before: readonly Top[], after: readonly Top[]): ChangedPart {
  const least = Math.min(before.length, after.length);
  let first = 0;
  while (first < least && before[first] === after[first]) first += 1;
  let last = 0;
  while (last < least - first && at(before, last) === at(after, last)) last += 1;
  // What comes after may continue what changed; what changed may continue what comes before, past what may go.
  while (last > 0 && (mayMove(at(before, last - 1)) || mayMove(at(after, last - 1)))) last -= 1;
  while (first > 0 && mayMove(before[first - 1])) first -= 1;
  if (first > 0) first -= 1;
  const isWhole = first === 0 && last === 0;
  return { before: part(before, first, last), after: part(after, first, last), isWhole };
}

const at = (tops: readonly Top[], fromEnd: number): Top | undefined => tops[tops.length - 1 - fromEnd];

/** Whether the block's boundary or the block itself is proposed to come or go. */
const mayMove = (top: Top | undefined): boolean =>
  top?.nodes.some((node) => changesOf(node).some(({ op }) => op !== 'attrs')) ?? false;

const part = (tops: readonly Top[], first: number, last: number): NodeJson[] =>
  tops.slice(first, tops.length - last).flatMap(({ nodes }) => nodes);
