import { useMemo } from 'react';
import { deviceZone } from '../../platform/format.js';
import { textOf } from '../../platform/i18n.js';
import { useReader as usePerson } from '../../platform/session.js';
import { useServerNow } from '../../platform/time-left.js';
import type { messages } from './messages.en.js';
import type { Reader, Say } from './sentences.js';

/** The words of this feature, keys checked. */
export const useProposalText = textOf<typeof messages>('proposal');

/** The same for sentences whose keys come as data from the API. */
export const useSay = (): Say => useProposalText() as Say;

/** The reader's zone and the server's time, kept current while the screen is open. */
export function useReader(): Reader {
  const now = useServerNow();
  const zone = usePerson()?.zone ?? deviceZone();
  return useMemo(() => ({ zone, now }), [zone, now]);
}
