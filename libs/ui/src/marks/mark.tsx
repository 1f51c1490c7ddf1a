import type { ReactNode } from 'react';
import { classNames } from '../class-names.js';
import { VisuallyHidden } from '../screen/visually-hidden.js';
import { Icon, type IconName } from './icon.js';
import classes from './mark.module.css';

/** The eight colours of a status; a colour only repeats what symbol and word say. */
export type Tone = 'none' | 'drafting' | 'review' | 'changes' | 'approved' | 'stale' | 'late' | 'blocked';

/** Every kind of mark: its colour and its symbol. */
export const markKinds = {
  not_asked: { tone: 'none', icon: 'dash' },
  none: { tone: 'none', icon: 'dash' },
  not_started: { tone: 'none', icon: 'dash' },
  drafting: { tone: 'drafting', icon: 'dashedRing' },
  running: { tone: 'drafting', icon: 'dashedRing' },
  reading: { tone: 'review', icon: 'quarter' },
  received: { tone: 'review', icon: 'quarter' },
  changes: { tone: 'changes', icon: 'pencil' },
  approved: { tone: 'approved', icon: 'check' },
  signed: { tone: 'approved', icon: 'check' },
  abstained: { tone: 'none', icon: 'half' },
  stale: { tone: 'stale', icon: 'stale' },
  late: { tone: 'late', icon: 'clock' },
  blocked: { tone: 'blocked', icon: 'blocked' },
  locked: { tone: 'none', icon: 'lock' },
  planned: { tone: 'none', icon: 'ring' },
  due: { tone: 'changes', icon: 'clock' },
  sending: { tone: 'review', icon: 'turn' },
  sent: { tone: 'approved', icon: 'check' },
  asked: { tone: 'review', icon: 'mail' },
  failed: { tone: 'late', icon: 'alert' },
  cancelled: { tone: 'none', icon: 'cross' },
  skipped: { tone: 'none', icon: 'arrow' },
  warning: { tone: 'changes', icon: 'alert' },
} as const satisfies Record<string, { tone: Tone; icon: IconName }>;

/** The name of a kind of mark. */
export type MarkKind = keyof typeof markKinds;

/** What a {@link Mark} takes. */
export interface MarkProps {
  kind: MarkKind;
  /** The word; a mark is never a symbol alone to those who cannot see it. */
  children: ReactNode;
  /** Semibold, where the status is the point of the row. */
  isLoud?: boolean;
  /** Shows the symbol only; the word is still spoken. */
  isWordHidden?: boolean;
  /** Lets a long word break over lines. */
  wraps?: boolean;
}

/** The class that sets `--st` and `--tint` for a colour, for parts that paint more than a mark. */
export function toneClass(tone: Tone): string {
  return classes[tone] ?? '';
}

/** A status: symbol and word, without border or fill, so that it never looks like a button. */
export function Mark({ kind, children, isLoud, isWordHidden, wraps }: MarkProps) {
  const { tone, icon } = markKinds[kind];
  return (
    <span className={classNames(classes.mark, classes[tone], isLoud && classes.loud, wraps && classes.wraps)}>
      <Icon name={icon} />
      {isWordHidden ? <VisuallyHidden>{children}</VisuallyHidden> : <span>{children}</span>}
    </span>
  );
}

/** A line of marks that explains the symbols of a table. */
export function Legend({ children }: { children: ReactNode }) {
  return <div className={classes.legend}>{children}</div>;
}
