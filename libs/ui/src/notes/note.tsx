import type { ReactNode } from 'react';
import { classNames } from '../class-names.js';
import { Plate, type PlateProps } from '../marks/plate.js';
import classes from './note.module.css';

/** What a {@link Note} takes. */
export interface NoteProps {
  plate: PlateProps;
  /** Who wrote it: a name or a role. */
  who: ReactNode;
  /** The moment as the reader sees it, and for machines. */
  when: string;
  dateTime: string;
  /** The words it is about, if they are not in sight. */
  quote?: ReactNode;
  /** The plain sentence. */
  children: ReactNode;
  /** Only the active note has a frame and shows its verbs. */
  isActive?: boolean;
  onActivate?: () => void;
  /** Spoken name of the act that makes it active: "Show where this stands in the text". */
  activateLabel?: string;
  actions?: ReactNode;
  /** What can be done with this one message, beside its moment. */
  tools?: ReactNode;
  /** Answers below it, each a {@link Reply}. */
  replies?: ReactNode;
  /** Said below: "Resolved by Coordinator, Finland". */
  footnote?: ReactNode;
}

/** Notes in the margin below each other. */
export function Notes({ children, label }: { children: ReactNode; label: string }) {
  return (
    <ul className={classes.notes} aria-label={label}>
      {children}
    </ul>
  );
}

/** A comment or a suggestion: who (state), when, what. */
export function Note(props: NoteProps) {
  const {
    plate,
    who,
    when,
    dateTime,
    quote,
    children,
    isActive,
    onActivate,
    activateLabel,
    actions,
    tools,
    replies,
    footnote,
  } = props;
  return (
    <li className={classNames(classes.note, isActive && classes.active)} aria-current={isActive || undefined}>
      <div className={classes.who}>
        <Plate {...plate} />
        <b>{who}</b>
        <time dateTime={dateTime}>{when}</time>
        {isActive && tools}
      </div>
      {quote !== undefined && <blockquote className={classes.quote}>{quote}</blockquote>}
      <div className={classes.words}>{children}</div>
      {replies}
      {footnote !== undefined && <p className={classes.footnote}>{footnote}</p>}
      {!isActive && onActivate && (
        <button type="button" className={classes.cover} onClick={onActivate} aria-label={activateLabel} />
      )}
      {isActive && actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </li>
  );
}

/** An answer to a note. */
export function Reply({
  plate,
  who,
  when,
  dateTime,
  tools,
  children,
}: Pick<NoteProps, 'plate' | 'who' | 'when' | 'dateTime' | 'tools' | 'children'>) {
  return (
    <div className={classes.reply}>
      <div className={classes.who}>
        <Plate {...plate} />
        <b>{who}</b>
        <time dateTime={dateTime}>{when}</time>
        {tools}
      </div>
      <div className={classes.words}>{children}</div>
    </div>
  );
}
