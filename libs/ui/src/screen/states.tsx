import { useEffect, useState, type ReactNode } from 'react';
import { classNames } from '../class-names.js';
import { ScotchRule } from './screen-head.js';
import classes from './states.module.css';

/** What an {@link EmptyState} takes. */
export interface EmptyStateProps {
  /** What is not here, as a sentence: "No proposal yet." */
  title: ReactNode;
  /** What will be here and who makes it. */
  children?: ReactNode;
  /** One button. */
  action?: ReactNode;
  level?: 2 | 3;
}

/** An honest empty place: what will be here, who makes it, one button. */
export function EmptyState({ title, children, action, level = 3 }: EmptyStateProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className={classes.empty}>
      <Heading className={classes.emptyTitle}>{title}</Heading>
      {children !== undefined && <p className={classes.emptyText}>{children}</p>}
      {action}
    </div>
  );
}

/** What an {@link ErrorState} takes. */
export interface ErrorStateProps {
  /** A short figure in large type: "404", a moment. */
  figure?: ReactNode;
  /** What happened. */
  title: ReactNode;
  /** What is safe and what to do. */
  children: ReactNode;
  actions?: ReactNode;
  /** Small type below: the number of the request, to be quoted when asking for help. */
  reference?: ReactNode;
  /** 1 where the error is the whole screen. */
  level?: 1 | 2;
}

/** A screen or a part that could not be shown. */
export function ErrorState({ figure, title, children, actions, reference, level = 2 }: ErrorStateProps) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className={classes.error} role="alert">
      {figure !== undefined && <p className={classes.figure}>{figure}</p>}
      <Heading className={classes.errorTitle}>{title}</Heading>
      <p className={classes.errorText}>{children}</p>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      {reference !== undefined && <p className={classes.reference}>{reference}</p>}
    </div>
  );
}

/** What {@link Loading} takes. */
export interface LoadingProps {
  /** "Loading sections": said and shown after 400 ms, so that quick answers do not flicker. */
  label: string;
  /** How many rows keep their place. */
  rows?: number;
  /** 36 px rows of a table or 44 px rows of a list. */
  rowHeight?: 'dense' | 'list';
  /** Keeps the place of the lede and its rule too, for a whole screen. */
  hasHead?: boolean;
}

/** Rows keep their height with hairlines only; no shimmer. */
export function Loading({ label, rows = 5, rowHeight = 'dense', hasHead = false }: LoadingProps) {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.loading} aria-busy="true">
      {hasHead && (
        <>
          <div className={classes.headPlace} />
          <ScotchRule />
        </>
      )}
      <p className={classes.loadingWords} role="status">
        {isSlow ? label : ''}
      </p>
      <div aria-hidden="true">
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className={classNames(classes.row, classes[rowHeight])} />
        ))}
      </div>
    </div>
  );
}
