import type { CommentThreadView } from '@concordat/contracts';

/** Where threads stand in the text: a position, or null where the text was removed. Not yet looked for: missing. */
export type ThreadPlaces = ReadonlyMap<string, number | null>;

/** Threads in the order of the text: the whole section first, then by place, then those whose text is gone. */
export function inOrderOfText(
  threads: readonly CommentThreadView[],
  places: ThreadPlaces,
): CommentThreadView[] {
  const rank = ({ id, anchor }: CommentThreadView): number =>
    anchor === null ? -1 : (places.get(id) ?? Number.MAX_SAFE_INTEGER);
  // The server gives the oldest first, and sorting keeps that among equals.
  return [...threads].sort((one, other) => rank(one) - rank(other));
}
