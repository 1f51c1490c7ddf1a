import type { SectionView } from '@concordat/contracts';
import type { messages } from '../features/section/messages.en.js';

const closedReasons: Readonly<Record<string, keyof typeof messages>> = {
  'section.approved': 'mode.closed.approved',
  'section.locked': 'mode.closed.locked',
  'section.frozen': 'mode.closed.frozen',
  'section.damaged': 'mode.closed.damaged',
  'cut_off.passed': 'mode.closed.cut_off',
};

/** Why nothing can be typed: the section is closed to all, this person only reads, or the window is a phone's. */
export function viewingReason(
  { closedBecause }: Pick<SectionView, 'closedBecause'>,
  mode: 'edit' | 'read',
  isNarrow: boolean,
): keyof typeof messages {
  if (closedBecause !== null) return closedReasons[closedBecause] ?? 'mode.closed';
  return mode === 'edit' && isNarrow ? 'mode.phone' : 'mode.no_right';
}
