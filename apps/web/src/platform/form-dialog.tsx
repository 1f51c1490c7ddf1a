import { Button, type ButtonKind, Dialog, FormColumn } from '@concordat/ui';
import type { ReactNode } from 'react';
import { useWords } from './i18n.js';
import { RefusalBanner } from './refusal-banner.js';
import type { RefusalError } from './refusal-error.js';

/** What a {@link FormDialog} takes. */
export interface FormDialogProps {
  readonly title: string;
  readonly submitLabel: string;
  readonly pendingLabel: string;
  readonly size?: 'default' | 'wide';
  readonly kind?: Extract<ButtonKind, 'main' | 'danger'>;
  readonly isSending: boolean;
  readonly refusal: RefusalError | null;
  readonly submit: (event?: React.BaseSyntheticEvent) => Promise<void>;
  readonly onClose: () => void;
  /** Acts beside the answer, such as a preview. */
  readonly otherActs?: ReactNode;
  readonly children: ReactNode;
}

/** A dialog whose answer is a form: it stays open until the server took it, and says why when it did not. */
export function FormDialog(props: FormDialogProps) {
  const {
    title,
    submitLabel,
    pendingLabel,
    kind = 'main',
    size = 'default',
    otherActs,
    isSending,
    refusal,
    submit,
    onClose,
    children,
  } = props;
  const words = useWords();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      mustAnswer
      title={title}
      size={size}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isSending}>
            {words('form.keep')}
          </Button>
          {otherActs}
          <Button kind={kind} isPending={isSending} pendingLabel={pendingLabel} onPress={() => void submit()}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <FormColumn>
          {children}
          <RefusalBanner refusal={refusal} title={words('form.nothing_changed')} />
        </FormColumn>
      </form>
    </Dialog>
  );
}
