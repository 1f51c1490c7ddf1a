import { useEffect, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let place: string | undefined;

function name(next: string | undefined): void {
  place = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Gives the screen a name of its own in the title of the document: `D5 Data services` instead of `Section`. */
export function useScreenTitle(title: string | undefined): void {
  useEffect(() => {
    name(title);
    return () => name(undefined);
  }, [title]);
}

/** The name that the screen gave itself. */
export const useNamedPlace = (): string | undefined => useSyncExternalStore(listen, () => place);
