import type { InvitePerson } from '@concordat/contracts';
import { type InstallationRole, installationRoles } from '@concordat/domain';
import { Button, CheckboxGroup, Dialog } from '@concordat/ui';
import type { ReactNode } from 'react';
import type { BoundField, ContractForm } from '../../platform/form.js';
import { useWords } from '../../platform/i18n.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import classes from './people.module.css';
import { useIdentityText } from './text.js';

interface FormDialogProps extends Pick<
  ContractForm<typeof InvitePerson>,
  'submit' | 'isSending' | 'refusal'
> {
  readonly onClose: () => void;
  readonly title: string;
  readonly submitLabel: string;
  readonly pendingLabel: string;
  readonly children: ReactNode;
}

/** A dialog whose answer is a form: it stays open until the server took it. */
export function FormDialog(props: FormDialogProps) {
  const { title, submitLabel, pendingLabel, submit, isSending, refusal, onClose, children } = props;
  const say = useIdentityText();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      mustAnswer
      title={title}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isSending}>
            {say('people.cancel')}
          </Button>
          <Button kind="main" isPending={isSending} pendingLabel={pendingLabel} onPress={() => void submit()}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form className={classes.fields} onSubmit={(event) => void submit(event)} noValidate>
        {children}
        <RefusalBanner refusal={refusal} title={say('people.refused')} />
      </form>
    </Dialog>
  );
}

interface RolesFieldProps extends BoundField<InstallationRole[]> {
  readonly label: string;
  readonly description?: string;
}

/** The roles outside any proposal, each with what it means. */
export function RolesField({
  label,
  description,
  name,
  value,
  onChange,
  onBlur,
  errorMessage,
}: RolesFieldProps) {
  const say = useIdentityText();
  const words = useWords();
  return (
    <CheckboxGroup
      label={label}
      name={name}
      value={value}
      onChange={(chosen) => onChange(installationRoles.filter((role) => chosen.includes(role)))}
      onBlur={onBlur}
      choices={installationRoles.map((role) => ({
        value: role,
        label: words(`installation_role.${role}`),
        description: say(`role_help.${role}`),
      }))}
      {...(description === undefined ? {} : { description })}
      {...(errorMessage === undefined ? {} : { errorMessage })}
    />
  );
}
