import {
  Button,
  Text,
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { Icon } from '../marks/icon.js';
import classes from './status-line.module.css';

/** How long a line stays when nobody points at it or has the focus in it. */
export const STATUS_LINE_MS = 8000;

/** Something that has been done, and how to take it back. */
export interface StatusMessage {
  text: string;
  /** Given wherever undoing is possible. */
  undo?: { label: string; onUndo: () => void };
  /** What could be done next, where it is no undoing. */
  act?: { label: string; onAct: () => void };
}

const queue = new ToastQueue<StatusMessage>({ maxVisibleToasts: 1 });

/** Says what has been done, in the status line; returns a function that takes the line away. A new line replaces the old. */
export function sayStatus(message: StatusMessage): () => void {
  queue.clear();
  const key = queue.add(message, { timeout: STATUS_LINE_MS });
  return () => queue.close(key);
}

/** The place of the status line, bottom left; once, at the root of the application. */
export function StatusLine({ label, closeLabel }: { label: string; closeLabel: string }) {
  return (
    <ToastRegion queue={queue} aria-label={label} className={classes.region ?? ''} data-chrome="">
      {({ toast }) => (
        <AriaToast toast={toast} className={classes.line ?? ''}>
          <ToastContent>
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.undo && (
            <Button
              className={classes.act ?? ''}
              onPress={() => {
                toast.content.undo?.onUndo();
                queue.close(toast.key);
              }}
            >
              <Icon name="undo" />
              {toast.content.undo.label}
            </Button>
          )}
          {toast.content.act && (
            <Button
              className={classes.act ?? ''}
              onPress={() => {
                toast.content.act?.onAct();
                queue.close(toast.key);
              }}
            >
              {toast.content.act.label}
            </Button>
          )}
          <Button slot="close" className={classes.act ?? ''} aria-label={closeLabel}>
            <Icon name="cross" />
          </Button>
        </AriaToast>
      )}
    </ToastRegion>
  );
}
