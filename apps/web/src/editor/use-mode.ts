import { sayStatus, type Mode } from '@concordat/ui';
import { useCallback, useMemo, useState } from 'react';
import type { messages } from '../features/section/messages.en.js';
import { useSectionText } from '../features/section/text.js';
import { lockedReason, modeOf, openModes, type ModeFacts } from './modes.js';

/** The mode of the editor, and how to change it. */
export interface Modes {
  readonly mode: Mode;
  /** Those that can be chosen. */
  readonly open: readonly Mode[];
  /** Why not everything can be done; null where it can. */
  readonly why: keyof typeof messages | null;
  /** Changes the mode, or says why that one is not open. */
  readonly change: (mode: Mode) => void;
}

/** Which mode the editor is in. A wish outlives the moment in which it cannot be had. */
export function useMode({ right, closedBecause, isEnded, isNarrow }: ModeFacts): Modes {
  const text = useSectionText();
  const [wish, setWish] = useState<Mode | null>(null);
  const facts = useMemo<ModeFacts>(
    () => ({ right, closedBecause, isEnded, isNarrow }),
    [right, closedBecause, isEnded, isNarrow],
  );
  const open = useMemo(() => openModes(facts), [facts]);
  const mode = modeOf(wish, open);
  const change = useCallback(
    (chosen: Mode) => {
      if (open.includes(chosen)) setWish(chosen);
      else sayStatus({ text: text(lockedReason(chosen, facts)) });
    },
    [facts, open, text],
  );
  const why = open.includes('editing') ? null : lockedReason('editing', facts);
  return useMemo(() => ({ mode, open, why, change }), [mode, open, why, change]);
}

/** From editing to suggesting and back. */
export const nextMode = ({ mode, open }: Pick<Modes, 'mode' | 'open'>): Mode =>
  mode === 'editing' || !open.includes('editing') ? 'suggesting' : 'editing';
