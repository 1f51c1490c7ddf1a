import { ChangeAddress, changeAddress, type SignedInPerson } from '@concordat/contracts';
import { Banner, Section, TextField } from '@concordat/ui';
import { useState } from 'react';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { PartForm } from './part-form.js';
import { useIdentityText } from './text.js';

const empty = { email: '', currentPassword: '' };

/** A new address: it counts once a link that was sent there was opened. */
export function AddressForm({ person }: { readonly person: SignedInPerson }) {
  const say = useIdentityText();
  return (
    <Section title={say('address.title')}>
      <p>{say('address.now', { email: person.email })}</p>
      {person.isSample ? <p>{say('address.sample')}</p> : <Fields />}
    </Section>
  );
}

function Fields() {
  const say = useIdentityText();
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const change = useEndpointMutation(changeAddress);
  const { form, control, ...sending } = useContractForm(ChangeAddress, {
    defaultValues: empty,
    send: (body) => {
      setAskedFor(null);
      return change.mutateAsync({ body });
    },
    onSent: (_, { email }) => {
      form.reset(empty);
      setAskedFor(email);
    },
  });
  return (
    <PartForm sending={sending} verb={say('address.submit')} workingVerb={say('address.working')}>
      <FormField control={control} name="email">
        {(field) => (
          <TextField
            {...field}
            type="email"
            autoComplete="email"
            label={say('address.new')}
            description={say('address.new_help')}
          />
        )}
      </FormField>
      <FormField control={control} name="currentPassword">
        {(field) => (
          <TextField
            {...field}
            type="password"
            autoComplete="current-password"
            label={say('address.password')}
          />
        )}
      </FormField>
      {askedFor !== null && (
        <Banner tone="info" icon="mail" title={say('address.asked', { email: askedFor })}>
          {say('address.asked.text')}
        </Banner>
      )}
    </PartForm>
  );
}
