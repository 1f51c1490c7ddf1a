import type { ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import classes from './not-confirmed.module.css';

/** What {@link NotConfirmed} takes. */
export interface NotConfirmedProps {
  /** "Not confirmed in the call text". */
  children: ReactNode;
  /** The spoken name of what opens. */
  sourceLabel: string;
  /** What is known about the source: who set it, where it would have to stand. Without it the words stand alone. */
  source?: ReactNode;
}

/** A fact nobody has checked against its source: ochre, dashed underline; opens what is known about it. */
export function NotConfirmed({ children, sourceLabel, source }: NotConfirmedProps) {
  if (source === undefined) return <span className={classes.unsure}>{children}</span>;
  return (
    <DialogTrigger>
      <Button className={`${classes.unsure} ${classes.opens}`}>{children}</Button>
      <Popover offset={6} placement="bottom start" className={classes.popover ?? ''}>
        <Dialog aria-label={sourceLabel} className={classes.dialog ?? ''}>
          {source}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
