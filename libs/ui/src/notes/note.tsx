import { useRef, type ReactNode } from 'react';
import { classNames } from '../class-names.js';
import { Plate, type PlateProps } from '../marks/plate.js';
import { useKeptFocus } from './kept-focus.js';
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

/** Notes in the margin below each other. The focus stays among them when the one that had it goes. */
export function Notes({ children, label }: { children: ReactNode; label: string }) {
  const list = useRef<HTMLUListElement>(null);
  useKeptFocus(list);
  return (
    <ul ref={list} className={classes.notes} aria-label={label}>
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
    <li
      className={classNames(classes.note, isActive && classes.active)}
      aria-current={isActive || undefined}
      tabIndex={-1}
    >
      <div className={classes.who}>
        <Plate {...plate} />
        <b>{who}</b>
        <span className={classes.when}>
          <time dateTime={dateTime}>{when}</time>
          {isActive && tools}
        </span>
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
        <span className={classes.when}>
          <time dateTime={dateTime}>{when}</time>
          {tools}
        </span>
      </div>
      <div className={classes.words}>{children}</div>
    </div>
  );
}
