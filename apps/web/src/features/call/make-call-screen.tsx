import { listTemplates, makeCall, MakeCall } from '@concordat/contracts';
import { callKinds } from '@concordat/domain';
import { Button, DateField, FormColumn, ScreenHead, Select, TextField } from '@concordat/ui';
import { useNavigate } from '@tanstack/react-router';
import { addresses } from '../../platform/addresses.js';
import { call } from '../../platform/client.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointData } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { UnsavedGuard } from '../../platform/unsaved-guard.js';
import { useCallText } from './call-text.js';
import { CutOffFields } from './cut-off-fields.js';

/** Makes a call from a template, with its first cut-off. */
export function MakeCallScreen() {
  const { templates } = useEndpointData(listTemplates, {});
  const say = useCallText();
  const navigate = useNavigate();
  const { form, control, submit, isSending, refusal, isUnsaved } = useContractForm(MakeCall, {
    defaultValues: {
      identifier: '',
      title: '',
      authority: '',
      kind: 'call_for_expression_of_interest',
      templateKey: templates[0]?.key ?? '',
      opensOn: null,
      cutOff: { wallTime: '', zone: 'Europe/Brussels', label: null },
    },
    send: (body) => call(makeCall, { body }),
    onSent: ({ id }) => void navigate({ to: addresses.call(id) }),
  });
  const template = templates.find(({ key }) => key === form.watch('templateKey'));
  return (
    <>
      <ScreenHead title={say('make.title')} lede={say('make.lede')} />
      <UnsavedGuard isUnsaved={isUnsaved} />
      <form onSubmit={(event) => void submit(event)} noValidate>
        <FormColumn>
          <FormField control={control} name="identifier">
            {(field) => (
              <TextField
                {...field}
                label={say('make.identifier')}
                description={say('make.identifier.help')}
              />
            )}
          </FormField>
          <FormField control={control} name="title">
            {(field) => <TextField {...field} label={say('make.name')} />}
          </FormField>
          <FormField control={control} name="authority">
            {(field) => <TextField {...field} label={say('make.authority')} />}
          </FormField>
          <FormField control={control} name="kind">
            {({ onChange, value, ...field }) => (
              <Select
                {...field}
                label={say('make.kind')}
                options={callKinds.map((id) => ({ id, label: say(`calls.kind.${id}`) }))}
                value={value}
                onChange={(id) => onChange((id ?? value) as typeof value)}
              />
            )}
          </FormField>
          <FormField control={control} name="templateKey">
            {({ onChange, value, ...field }) => (
              <Select
                {...field}
                label={say('make.template')}
                options={templates.map(({ key, title }) => ({ id: key, label: title }))}
                value={value || null}
                onChange={(id) => onChange(id ?? '')}
                description={
                  template &&
                  say('make.template.help', {
                    sections: template.sections.filter(({ writable }) => writable).length,
                    verified: String(template.official),
                  })
                }
              />
            )}
          </FormField>
          <FormField control={control} name="opensOn">
            {({ onChange, value, ...field }) => (
              <DateField
                {...field}
                label={say('make.opens')}
                hint={say('make.optional')}
                value={value ?? null}
                onChange={onChange}
              />
            )}
          </FormField>
          <CutOffFields
            control={control}
            names={{ wallTime: 'cutOff.wallTime', zone: 'cutOff.zone', label: 'cutOff.label' }}
            label={say('make.cut_off')}
            zone={form.watch('cutOff.zone')}
          />
          <RefusalBanner refusal={refusal} title={say('make.refused')} />
          <div>
            <Button
              type="submit"
              kind="main"
              size="large"
              isPending={isSending}
              pendingLabel={say('make.submitting')}
            >
              {say('make.submit')}
            </Button>
          </div>
        </FormColumn>
      </form>
    </>
  );
}
