import { ForgotPassword, requestPasswordReset } from '@concordat/contracts';
import { TextField, TextLink } from '@concordat/ui';
import { useState } from 'react';
import { addresses } from '../../platform/addresses.js';
import { call } from '../../platform/client.js';
import { FormField, useContractForm } from '../../platform/form.js';
import classes from './door.module.css';
import { Door } from './door.js';
import { useIdentityText } from './text.js';
import { WideForm } from './wide-form.js';

/** Asks for a link for a new password. The answer is the same whether or not the address has an account. */
export function ForgotPasswordScreen() {
  const say = useIdentityText();
  const [askedFor, setAskedFor] = useState<string | null>(null);
  if (askedFor !== null)
    return (
      <Door heading={say('forgot.sent.heading')} lede={say('forgot.sent.lede', { email: askedFor })}>
        <p className={classes.help}>{say('forgot.sent.help')}</p>
        <p className={classes.row}>
          <TextLink href={addresses.signIn()}>{say('forgot.back')}</TextLink>
        </p>
      </Door>
    );
  return (
    <Door heading={say('forgot.heading')} lede={say('forgot.lede')}>
      <AskForLink onSent={setAskedFor} />
    </Door>
  );
}

function AskForLink({ onSent }: { readonly onSent: (email: string) => void }) {
  const say = useIdentityText();
  const { control, ...sending } = useContractForm(ForgotPassword, {
    defaultValues: { email: '' },
    send: (body) => call(requestPasswordReset, { body }),
    onSent: (_, { email }) => onSent(email),
  });
  return (
    <WideForm
      sending={sending}
      refusedTitle={say('forgot.refused')}
      verb={say('forgot.submit')}
      workingVerb={say('forgot.working')}
      icon="mail"
      below={
        <p className={classes.help}>
          <TextLink href={addresses.signIn()}>{say('forgot.back')}</TextLink>
        </p>
      }
    >
      <FormField control={control} name="email">
        {(field) => (
          <TextField
            {...field}
            type="email"
            size="large"
            autoComplete="username"
            label={say('sign_in.email')}
            placeholder={say('sign_in.email_example')}
          />
        )}
      </FormField>
    </WideForm>
  );
}
