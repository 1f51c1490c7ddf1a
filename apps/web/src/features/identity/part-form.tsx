import { Actions, Button, FormColumn } from '@concordat/ui';
import type { ReactNode } from 'react';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { useIdentityText } from './text.js';
import type { Sending } from './wide-form.js';

/** What a {@link PartForm} takes. */
export interface PartFormProps {
  readonly sending: Sending;
  /** The fields. */
  readonly children: ReactNode;
  /** What the button says, and what it says while it works. */
  readonly verb: string;
  readonly workingVerb: string;
  readonly isMain?: boolean;
  /** What is said once it was taken. */
  readonly done?: ReactNode;
}

/** One part of the profile: fields in a column, why it was refused, a button, and beside it that it was taken. */
export function PartForm({ sending, children, verb, workingVerb, isMain = false, done }: PartFormProps) {
  const say = useIdentityText();
  return (
    <form onSubmit={(event) => void sending.submit(event)} noValidate>
      <FormColumn>
        {children}
        <RefusalBanner refusal={sending.refusal} title={say('profile.refused')} />
        <Actions>
          <Button
            type="submit"
            isPending={sending.isSending}
            pendingLabel={workingVerb}
            {...(isMain && { kind: 'main' })}
          >
            {verb}
          </Button>
          <span role="status">{done}</span>
        </Actions>
      </FormColumn>
    </form>
  );
}
