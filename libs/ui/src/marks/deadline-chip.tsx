import { Link as AriaLink } from 'react-aria-components';
import { classNames } from '../class-names.js';
import { Icon } from './icon.js';
import classes from './deadline-chip.module.css';

/** More than 7 days: `ink`. Under 7 days: `soon`. Under 48 hours: `last`. After the moment: `closed`. */
export type DeadlineTone = 'ink' | 'soon' | 'last' | 'closed';

/** What a {@link DeadlineChip} takes; both strings come formatted. */
export interface DeadlineChipProps {
  /** "in 12 d 7 h", or "Closed". */
  relative: string;
  /** "Tue 26 Jan 2027, 17:00 Brussels (18:00 your time)". */
  moment: string;
  tone: DeadlineTone;
  href?: string;
  /** `bar`, the default, spans the window on a phone, for the top bar; `inline` stays where it is. */
  place?: 'bar' | 'inline';
}

/** The deadline: a line of type between two hairlines, never a coloured pill. */
export function DeadlineChip({ relative, moment, tone, href, place = 'bar' }: DeadlineChipProps) {
  const inside = (
    <>
      <Icon name="clock" />
      <b>{relative}</b> <span>{moment}</span>
    </>
  );
  const className = classNames(classes.chip, classes[tone], place === 'bar' && classes.bar);
  return href === undefined ? (
    <span className={className}>{inside}</span>
  ) : (
    <AriaLink className={className} href={href}>
      {inside}
    </AriaLink>
  );
}
