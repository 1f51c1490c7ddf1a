import { EditProfile, editProfile, languages, type SignedInPerson } from '@concordat/contracts';
import { themes } from '@concordat/domain';
import { DefinitionList, RadioGroup, Section, TextField } from '@concordat/ui';
import { useState } from 'react';
import { FormField, useContractForm } from '../../platform/form.js';
import { useWords } from '../../platform/i18n.js';
import { useEndpointMutation } from '../../platform/query.js';
import { chooseTheme } from '../../platform/theme.js';
import { UnsavedGuard } from '../../platform/unsaved-guard.js';
import { PartForm } from './part-form.js';
import { useIdentityText } from './text.js';
import { ZoneField } from './zone-field.js';

type Language = (typeof languages)[number];

const languageOf = (code: string): Language => languages.find((each) => each === code) ?? 'en';

/** Name, language, time zone and colours. */
export function ProfileForm({ person }: { readonly person: SignedInPerson }) {
  const say = useIdentityText();
  const words = useWords();
  const [isSaved, setSaved] = useState(false);
  const edit = useEndpointMutation(editProfile);
  const { control, isUnsaved, ...sending } = useContractForm(EditProfile, {
    defaultValues: {
      displayName: person.displayName,
      language: languageOf(person.language),
      zone: person.zone,
      theme: person.theme,
    },
    send: (body) => {
      setSaved(false);
      return edit.mutateAsync({ body });
    },
    onSent: (_, { theme }) => {
      chooseTheme(theme);
      setSaved(true);
    },
  });
  return (
    <Section title={say('profile.about')} rule="bare">
      <UnsavedGuard isUnsaved={isUnsaved} />
      <PartForm
        sending={sending}
        isMain
        verb={say('profile.save')}
        workingVerb={say('profile.saving')}
        done={isSaved && say('profile.saved')}
      >
        <DefinitionList
          items={[{ id: 'language', term: say('profile.language'), value: say('profile.language.only') }]}
        />
        <FormField control={control} name="displayName">
          {(field) => (
            <TextField
              {...field}
              autoComplete="name"
              label={say('profile.name')}
              description={say('profile.name_help')}
            />
          )}
        </FormField>
        <FormField control={control} name="zone">
          {(field) => (
            <ZoneField {...field} label={say('profile.zone')} description={say('profile.zone_help')} />
          )}
        </FormField>
        <FormField control={control} name="theme">
          {({ onChange, ref: _ref, ...field }) => (
            <RadioGroup
              {...field}
              label={say('profile.theme')}
              choices={themes.map((value) => ({ value, label: words(`theme.${value}`) }))}
              onChange={(value) => onChange(themes.find((each) => each === value) ?? 'system')}
            />
          )}
        </FormField>
      </PartForm>
    </Section>
  );
}
