import type { Mark, Node } from '@tiptap/pm/model';
import type { Transform } from '@tiptap/pm/transform';
import { type BlockChange, changesOf, printChanges } from './block-changes.js';
import { authorOfSuggestion, type SuggestionId } from './suggestion-id.js';

/** Why a change cannot be suggested: it makes or unmakes a list, or it wraps, lifts or otherwise rebuilds blocks. */
export type UntrackedReason = 'list' | 'structure';

/** A change that cannot be suggested. */
export class Untrackable extends Error {
  override readonly name = 'Untrackable';

  constructor(readonly reason: UntrackedReason) {
    super(reason);
  }
}

/** Who proposes, and under which id. */
export interface Proposer {
  readonly author: string;
  readonly id: SuggestionId;
}

export const isOwn = (id: unknown, author: string): boolean => authorOfSuggestion(String(id)) === author;

/** The suggestion mark of a kind that text carries. */
export const markOf = (node: Node, name: 'ins' | 'del' | 'fmt'): Mark | undefined =>
  node.marks.find(({ type }) => type.name === name);

/** Whether the author proposes this text. */
export function isOwnText(node: Node, author: string): boolean {
  const mark = markOf(node, 'ins');
  return mark !== undefined && isOwn(mark.attrs['id'], author);
}

/** Gives a block these proposed changes and no others. */
export function putChanges(tr: Transform, at: number, changes: readonly BlockChange[]): void {
  const value = printChanges(changes);
  if (tr.doc.nodeAt(at)?.attrs['sug'] !== value) tr.setNodeAttribute(at, 'sug', value);
}

/** Adds one proposed change to a block. */
export function addChange(tr: Transform, at: number, change: BlockChange): void {
  const node = tr.doc.nodeAt(at);
  if (node) putChanges(tr, at, [...changesOf(node), change]);
}

/** The id of the author's own suggestion that touches a range: what they propose next continues it. */
export function idBeside(doc: Node, from: number, to: number, author: string): SuggestionId | null {
  for (const at of new Set([from, to])) {
    const place = doc.resolve(at);
    for (const node of [place.nodeBefore, place.nodeAfter])
      for (const mark of node?.marks ?? []) {
        const isWords = mark.type.name === 'ins' || mark.type.name === 'del';
        if (isWords && isOwn(mark.attrs['id'], author)) return mark.attrs['id'] as SuggestionId;
      }
    const isAtStart = place.depth > 0 && place.parentOffset === 0;
    const made = isAtStart
      ? changesOf(place.parent).find(({ op, id }) => (op === 'split' || op === 'insert') && isOwn(id, author))
      : undefined;
    if (made) return made.id as SuggestionId;
  }
  return null;
}
