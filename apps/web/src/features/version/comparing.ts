import { useCallback, useSyncExternalStore } from 'react';

/** What is compared in place of the text: `read` and `start` are the reader's last reading and the empty beginning. */
export interface Comparing {
  readonly from: string;
  readonly to: string;
}

const shown = new Map<string, Comparing>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is compared in a section, which panel and text both know, and how to compare something else or nothing. */
export function useComparing(
  sectionId: string,
): readonly [Comparing | null, (wanted: Comparing | null) => void] {
  const comparing = useSyncExternalStore(subscribe, () => shown.get(sectionId) ?? null);
  const compare = useCallback(
    (wanted: Comparing | null) => {
      if (wanted) shown.set(sectionId, wanted);
      else shown.delete(sectionId);
      for (const listener of listeners) listener();
    },
    [sectionId],
  );
  return [comparing, compare];
}
