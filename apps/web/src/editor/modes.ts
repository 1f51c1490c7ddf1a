import type { SectionView, TicketView } from '@concordat/contracts';
import type { Mode } from '@concordat/ui';
import type { messages } from '../features/section/messages.en.js';

/** What decides which modes are open. */
export interface ModeFacts {
  /** What the server lets this person do in the text. */
  readonly right: TicketView['mode'];
  /** Why nobody may write now; a refusal code, or null. */
  readonly closedBecause: SectionView['closedBecause'];
  /** Whether the text was closed for good in this window. */
  readonly isEnded: boolean;
  /** Whether the window is as narrow as a phone. */
  readonly isNarrow: boolean;
}

/** The modes of the editor, in the order in which they are offered. */
export const editorModes: readonly Mode[] = ['editing', 'suggesting', 'viewing'];

/** The modes that somebody may be in, the one they begin in first. */
export function openModes({ right, closedBecause, isEnded, isNarrow }: ModeFacts): readonly Mode[] {
  if (right === 'read' || closedBecause !== null || isEnded) return ['viewing'];
  // Drafting needs room; on a phone one reads, and mends a word or a figure.
  if (isNarrow) return ['viewing', 'suggesting'];
  if (right === 'suggest') return ['suggesting', 'viewing'];
  return ['editing', 'suggesting', 'viewing'];
}

/** The mode that is true: the one wished for where it is open, otherwise the one to begin in. */
export function modeOf(wish: Mode | null, open: readonly Mode[]): Mode {
  if (wish !== null && open.includes(wish)) return wish;
  return open[0] ?? 'viewing';
}

const closedReasons: Readonly<Record<string, keyof typeof messages>> = {
  'section.approved': 'mode.closed.approved',
  'section.locked': 'mode.closed.locked',
  'section.frozen': 'mode.closed.frozen',
  'section.damaged': 'mode.closed.damaged',
  'cut_off.passed': 'mode.closed.cut_off',
};

/** Why a mode is not open: the text is closed to all, this person only reads or suggests, or the window is a phone's. */
export function lockedReason(
  mode: Mode,
  { right, closedBecause, isNarrow }: Omit<ModeFacts, 'isEnded'>,
): keyof typeof messages {
  if (closedBecause !== null) return closedReasons[closedBecause] ?? 'mode.closed';
  if (right === 'read') return 'mode.no_right';
  if (mode === 'editing' && right === 'suggest') return 'mode.only_suggest';
  return isNarrow ? 'mode.phone' : 'mode.no_right';
}
