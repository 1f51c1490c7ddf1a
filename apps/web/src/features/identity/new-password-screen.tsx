import {
  type PasswordLinkView,
  readPasswordLink,
  SetPassword,
  setPasswordByLink,
} from '@concordat/contracts';
import { ButtonLink, Loading, TextField } from '@concordat/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addresses } from '../../platform/addresses.js';
import { call } from '../../platform/client.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useFormat } from '../../platform/format.js';
import { useAddressPart } from '../../platform/place.js';
import type { RefusalError } from '../../platform/refusal-error.js';
import classes from './door.module.css';
import { Door } from './door.js';
import { useIdentityText } from './text.js';
import { WideForm } from './wide-form.js';

/** Where the link for a new password leads: one field, and then the way in. */
export function NewPasswordScreen() {
  const say = useIdentityText();
  const format = useFormat();
  const token = useAddressPart('token');
  const [isSet, setSet] = useState(false);
  const { data: link, error } = useQuery<PasswordLinkView, RefusalError>({
    // The secret is no part of the key: keys are shown by tools.
    queryKey: ['password link'],
    queryFn: ({ signal }) => call(readPasswordLink, { body: { token } }, { signal }),
    refetchOnWindowFocus: false,
  });
  if (isSet)
    return (
      <Door heading={say('new_password.done.heading')} lede={say('new_password.done.lede')}>
        <WayOn href={addresses.signIn()} label={say('sign_in.title')} />
      </Door>
    );
  if (error) {
    const text = error.code === 'input.invalid' ? say('account_link.malformed') : error.message;
    return (
      <Door heading={say('account_link.closed')} lede={text}>
        <WayOn href={addresses.forgotPassword()} label={say('account_link.again')} />
      </Door>
    );
  }
  if (!link) return <Loading label={say('new_password.title')} rows={2} rowHeight="list" hasHead />;
  const until = format.stamp(link.expiresAt);
  return (
    <Door heading={say('new_password.heading')} lede={say('new_password.lede', { email: link.email, until })}>
      <ChoosePassword token={token} email={link.email} onSet={() => setSet(true)} />
    </Door>
  );
}

/** The one button that leads on from a closed or finished door. */
export function WayOn({ href, label }: { readonly href: string; readonly label: string }) {
  return (
    <div className={classes.row}>
      <ButtonLink kind="main" size="large" href={href}>
        {label}
      </ButtonLink>
    </div>
  );
}

interface ChoosePasswordProps {
  readonly token: string;
  readonly email: string;
  readonly onSet: () => void;
}

function ChoosePassword({ token, email, onSet }: ChoosePasswordProps) {
  const say = useIdentityText();
  const { control, ...sending } = useContractForm(SetPassword, {
    defaultValues: { token, password: '' },
    send: (body) => call(setPasswordByLink, { body }),
    onSent: onSet,
  });
  return (
    <WideForm
      sending={sending}
      refusedTitle={say('profile.refused')}
      verb={say('new_password.submit')}
      workingVerb={say('password.saving')}
      icon="key"
    >
      {/* Password managers keep the new password under the address that stands here. */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <FormField control={control} name="password">
        {(field) => (
          <TextField
            {...field}
            type="password"
            size="large"
            autoComplete="new-password"
            label={say('password.new')}
            description={say('new_password.help')}
          />
        )}
      </FormField>
    </WideForm>
  );
}
