import { signIn, SignIn } from '@concordat/contracts';
import { TextField, TextLink } from '@concordat/ui';
import type { ReactNode } from 'react';
import { addresses } from '../../platform/addresses.js';
import { browser } from '../../platform/browser.js';
import { call } from '../../platform/client.js';
import { FormField, useContractForm } from '../../platform/form.js';
import classes from './door.module.css';
import { useIdentityText } from './text.js';
import { WideForm } from './wide-form.js';

/** What a {@link SignInForm} takes. */
export interface SignInFormProps {
  readonly next: string;
  /** The password was right and a second step follows. */
  readonly onPending: () => void;
  /** Another way in, beside the button. */
  readonly children?: ReactNode;
}

/** Address and password. Afterwards the page is loaded anew, so that nothing of whoever was here before stays. */
export function SignInForm({ next, onPending, children }: SignInFormProps) {
  const say = useIdentityText();
  const { control, ...sending } = useContractForm(SignIn, {
    defaultValues: { email: '', password: '' },
    send: (body) => call(signIn, { body }),
    onSent: ({ next: step }) => (step === 'session' ? browser.go(next) : onPending()),
  });
  return (
    <WideForm
      sending={sending}
      refusedTitle={say('sign_in.refused')}
      verb={say('sign_in.submit')}
      workingVerb={say('sign_in.working')}
      icon="key"
      below={
        <>
          {children}
          <p className={classes.help}>
            <TextLink href={addresses.forgotPassword()}>{say('sign_in.forgot')}</TextLink>
          </p>
          <p className={classes.help}>{say('sign_in.help')}</p>
        </>
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
      <FormField control={control} name="password">
        {(field) => (
          <TextField
            {...field}
            type="password"
            size="large"
            autoComplete="current-password"
            label={say('sign_in.password')}
          />
        )}
      </FormField>
    </WideForm>
  );
}
