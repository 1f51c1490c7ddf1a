import type { ReactNode } from 'react';
import { classNames } from '../class-names.js';
import { Mark, type MarkKind } from '../marks/mark.js';
import classes from './lists.module.css';

/** A list divided by hairlines; its children are {@link WaitingRow}s or {@link RuledItem}s. */
export function RuledList({
  children,
  label,
  isOrdered,
}: {
  children: ReactNode;
  label?: string;
  isOrdered?: boolean;
}) {
  const List = isOrdered ? 'ol' : 'ul';
  return (
    <List className={classes.list} aria-label={label}>
      {children}
    </List>
  );
}

/** A plain row of a {@link RuledList}. */
export function RuledItem({ children }: { children: ReactNode }) {
  return <li className={classes.item}>{children}</li>;
}

/** What a {@link WaitingRow} takes. */
export interface WaitingRowProps {
  /** Why it waits: the mark before it, with its spoken word. */
  mark: MarkKind;
  markWord: string;
  /** What has to be done, in a few words. */
  title: ReactNode;
  /** The context that is needed to decide. */
  children?: ReactNode;
  /** Who acts next: a plate and a name. */
  next?: ReactNode;
  nextLabel?: ReactNode;
  /** One button. */
  action?: ReactNode;
  /** `line` puts title and context beside each other, for long lists of blockers. */
  layout?: 'block' | 'line';
  level?: 3 | 4;
}

/** Something that waits for someone: why, what, who is next, one button. */
export function WaitingRow({
  mark,
  markWord,
  title,
  children,
  next,
  nextLabel,
  action,
  layout = 'block',
  level = 3,
}: WaitingRowProps) {
  const Heading = level === 3 ? 'h3' : 'h4';
  return (
    <li className={classNames(classes.waiting, classes[layout])}>
      <Mark kind={mark} isWordHidden>
        {markWord}
      </Mark>
      <div className={classes.words}>
        <Heading className={classes.title}>{title}</Heading>
        {children !== undefined && <p className={classes.context}>{children}</p>}
      </div>
      {(next !== undefined || action !== undefined) && (
        <div className={classes.end}>
          {next !== undefined && (
            <span className={classes.next}>
              <span className={classes.nextLabel}>{nextLabel}</span>
              {next}
            </span>
          )}
          {action !== undefined && <span className={classes.action}>{action}</span>}
        </div>
      )}
    </li>
  );
}

/** A name and its value. */
export interface Definition {
  id: string;
  term: ReactNode;
  value: ReactNode;
}

/** Names and values below each other, values aligned. */
export function DefinitionList({ items }: { items: readonly Definition[] }) {
  return (
    <dl className={classes.definitions}>
      {items.map((item) => (
        <div key={item.id} className={classes.pair}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A few large figures with their names, in a line: what was counted and how much. */
export function KeyValue({ items }: { items: readonly Definition[] }) {
  return (
    <dl className={classes.figures}>
      {items.map((item) => (
        <div key={item.id} className={classes.figure}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
