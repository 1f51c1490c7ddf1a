import { ChangePassword, changePassword } from '@concordat/contracts';
import { Section, TextField } from '@concordat/ui';
import { useState } from 'react';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { PartForm } from './part-form.js';
import { useIdentityText } from './text.js';

const empty = { currentPassword: '', newPassword: '' };

/** A new password, with the one that holds now. */
export function PasswordForm({ isSample }: { readonly isSample: boolean }) {
  const say = useIdentityText();
  return (
    <Section title={say('password.title')}>{isSample ? <p>{say('password.sample')}</p> : <Fields />}</Section>
  );
}

function Fields() {
  const say = useIdentityText();
  const [isSaved, setSaved] = useState(false);
  const change = useEndpointMutation(changePassword);
  const { form, control, ...sending } = useContractForm(ChangePassword, {
    defaultValues: empty,
    send: (body) => {
      setSaved(false);
      return change.mutateAsync({ body });
    },
    onSent: () => {
      form.reset(empty);
      setSaved(true);
    },
  });
  return (
    <PartForm
      sending={sending}
      verb={say('password.save')}
      workingVerb={say('password.saving')}
      done={isSaved && say('password.saved')}
    >
      <FormField control={control} name="currentPassword">
        {(field) => (
          <TextField
            {...field}
            type="password"
            autoComplete="current-password"
            label={say('password.current')}
          />
        )}
      </FormField>
      <FormField control={control} name="newPassword">
        {(field) => (
          <TextField
            {...field}
            type="password"
            autoComplete="new-password"
            label={say('password.new')}
            description={say('password.new_help')}
          />
        )}
      </FormField>
    </PartForm>
  );
}
