import type { ReactNode } from 'react';
import classes from './submission.module.css';

/** One of the three steps to a receipt: its figure, what it is, what it does, and its button where it may be taken. */
export function Step({
  number,
  title,
  text,
  children,
}: {
  number: number;
  title: string;
  text: string;
  children: ReactNode;
}) {
  return (
    <li className={classes.step}>
      <span className={classes.figure} aria-hidden="true">
        {number}
      </span>
      <h3 className={classes.stepTitle}>{title}</h3>
      <p className={classes.stepText}>{text}</p>
      <div className={classes.stepAct}>{children}</div>
    </li>
  );
}
