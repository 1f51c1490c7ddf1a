import type { ReactNode } from 'react';
import { Dialog, Popover as AriaPopover } from 'react-aria-components';
import classes from './popover.module.css';

/** What a {@link Popover} takes. */
export interface PopoverProps {
  isOpen: boolean;
  /** Called by Escape and by a press beside it, too. */
  onClose: () => void;
  /** What it belongs to and stands below. */
  anchor: Element;
  label: string;
  children: ReactNode;
}

/** A small window beside what it belongs to. Focus goes in, stays in and comes back. */
export function Popover({ isOpen, onClose, anchor, label, children }: PopoverProps) {
  return (
    <AriaPopover
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      triggerRef={{ current: anchor }}
      placement="bottom start"
      offset={6}
      className={classes.popover ?? ''}
    >
      <Dialog aria-label={label} className={classes.dialog ?? ''}>
        {children}
      </Dialog>
    </AriaPopover>
  );
}
