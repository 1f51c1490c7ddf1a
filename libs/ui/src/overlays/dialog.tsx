import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classNames } from '../class-names.js';
import { Button, type ButtonKind } from '../controls/button.js';
import classes from './dialog.module.css';

/** What a {@link Dialog} takes. */
export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  /** The question. */
  title: ReactNode;
  children?: ReactNode;
  /** The answers, verbs; the main one last. Gets `close`. */
  actions: ReactNode | ((close: () => void) => ReactNode);
  size?: 'default' | 'wide';
  /** A dialog that must be answered with a button, not left by a click beside it. */
  mustAnswer?: boolean;
  role?: 'dialog' | 'alertdialog';
}

/** A dialog: its title asks, its buttons answer. Focus goes in, stays in and comes back. */
export function Dialog({
  isOpen,
  onClose,
  title,
  children,
  actions,
  size = 'default',
  mustAnswer = false,
  role = 'dialog',
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={!mustAnswer}
      className={classes.scrim ?? ''}
    >
      <Modal className={classNames(classes.modal, size === 'wide' && classes.wide)}>
        <AriaDialog role={role} className={classes.dialog ?? ''}>
          {({ close }) => (
            <>
              <Heading slot="title" level={2} className={classes.title ?? ''}>
                {title}
              </Heading>
              {children}
              <div className={classes.actions}>
                {typeof actions === 'function' ? actions(close) : actions}
              </div>
            </>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What a {@link ConfirmDialog} takes. */
export interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  /** The question: "Withdraw the signature?" */
  title: ReactNode;
  /** What will happen, what stays. */
  children: ReactNode;
  /** The verb that does it: "Withdraw". */
  confirmLabel: ReactNode;
  /** The verb that leaves it: "Keep it". */
  cancelLabel: ReactNode;
  onConfirm: () => void;
  isPending?: boolean;
  pendingLabel?: ReactNode;
  kind?: Extract<ButtonKind, 'main' | 'danger'>;
}

/** Asks before something that is hard to take back. Stays open while it works; the caller closes it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    isOpen,
    onClose,
    title,
    children,
    confirmLabel,
    cancelLabel,
    onConfirm,
    isPending = false,
    pendingLabel,
    kind = 'main',
  } = props;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      role="alertdialog"
      mustAnswer
      actions={
        <>
          <Button onPress={onClose} autoFocus={kind === 'danger'} isDisabled={isPending}>
            {cancelLabel}
          </Button>
          <Button
            kind={kind}
            onPress={onConfirm}
            autoFocus={kind === 'main'}
            isPending={isPending}
            pendingLabel={pendingLabel}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className={classes.words}>{children}</div>
    </Dialog>
  );
}
