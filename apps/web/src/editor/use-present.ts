import { useEffect, useState } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import { presentIn, type Present } from './carets.js';

/** Who else is in the section now. */
export function usePresent(awareness: Awareness, readerId: string): readonly Present[] {
  const [present, setPresent] = useState<readonly Present[]>([]);
  useEffect(() => {
    const look = () => setPresent(presentIn(awareness, readerId));
    look();
    awareness.on('change', look);
    return () => awareness.off('change', look);
  }, [awareness, readerId]);
  return present;
}
