import { Button, type ButtonKind, Dialog } from '@concordat/ui';
import type { ReactNode } from 'react';
import type { RefusalError } from '../../platform/refusal-error.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import classes from './consortium.module.css';
import { useProposalText } from './use-say.js';

/** What a {@link FormDialog} takes. */
export interface FormDialogProps {
  readonly title: string;
  readonly submitLabel: string;
  readonly pendingLabel: string;
  readonly kind?: Extract<ButtonKind, 'main' | 'danger'>;
  readonly isSending: boolean;
  readonly refusal: RefusalError | null;
  readonly submit: (event?: React.BaseSyntheticEvent) => Promise<void>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog whose answer is a form: it stays open until the server took it, and says why when it did not. */
export function FormDialog(props: FormDialogProps) {
  const {
    title,
    submitLabel,
    pendingLabel,
    kind = 'main',
    isSending,
    refusal,
    submit,
    onClose,
    children,
  } = props;
  const say = useProposalText();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      mustAnswer
      title={title}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isSending}>
            {say('consortium.cancel')}
          </Button>
          <Button kind={kind} isPending={isSending} pendingLabel={pendingLabel} onPress={() => void submit()}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form className={classes.fields} onSubmit={(event) => void submit(event)} noValidate>
        {children}
        <RefusalBanner refusal={refusal} title={say('consortium.nothing_changed')} />
      </form>
    </Dialog>
  );
}
