import type { Verdict, Wanted } from './resolve-blocks.js';

/** A change upon others: whose it is, and what was there before it. */
export interface Layer<T> {
  readonly id: string;
  readonly former: T;
}

/**
 * What stands after a verdict on the wanted ones of several changes upon each other, the oldest first. An accepted
 * change becomes part of what was before the next one; a rejected one lets the next one follow what it had followed.
 */
export function peel<T>(
  now: T,
  layers: readonly Layer<T>[],
  verdict: Verdict,
  wanted: Wanted,
): { readonly now: T; readonly left: readonly Layer<T>[] } {
  const left: Layer<T>[] = [];
  let restored: { readonly former: T } | null = null;
  for (const layer of layers) {
    const current: Layer<T> = restored ? { ...layer, former: restored.former } : layer;
    if (!wanted(layer.id)) {
      left.push(current);
      restored = null;
    } else {
      // Accepted, what came later keeps its own former state, which holds this change.
      restored = verdict === 'reject' ? { former: current.former } : null;
    }
  }
  return { now: restored ? restored.former : now, left };
}
