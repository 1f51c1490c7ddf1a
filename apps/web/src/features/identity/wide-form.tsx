import { Button, type ButtonProps } from '@concordat/ui';
import type { ReactNode } from 'react';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import type { RefusalError } from '../../platform/refusal-error.js';
import classes from './wide-form.module.css';

/** What a contract's form says about its sending. */
export interface Sending {
  readonly submit: (event?: React.BaseSyntheticEvent) => Promise<void>;
  readonly isSending: boolean;
  readonly refusal: RefusalError | null;
}

/** What a {@link WideForm} takes. */
export interface WideFormProps {
  readonly sending: Sending;
  /** The fields. */
  readonly children: ReactNode;
  readonly refusedTitle: string;
  /** What the button says, and what it says while it works. */
  readonly verb: string;
  readonly workingVerb: string;
  readonly icon?: ButtonProps['icon'];
  /** What stands below the button: another way in, help. */
  readonly below?: ReactNode;
}

/** A form that is the one thing to do: its fields, why it was refused, and a button as wide as they are. */
export function WideForm({ sending, children, refusedTitle, verb, workingVerb, icon, below }: WideFormProps) {
  return (
    <form className={classes.form} onSubmit={(event) => void sending.submit(event)} noValidate>
      {children}
      <RefusalBanner refusal={sending.refusal} title={refusedTitle} />
      <Button
        type="submit"
        kind="main"
        size="large"
        isWide
        isPending={sending.isSending}
        pendingLabel={workingVerb}
        {...(icon && { icon })}
      >
        {verb}
      </Button>
      {below}
    </form>
  );
}
