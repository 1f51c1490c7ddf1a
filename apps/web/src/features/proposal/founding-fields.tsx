import type { FoundProposal, FoundingView } from '@concordat/contracts';
import { ComboBox, Plate, Select, TextField } from '@concordat/ui';
import type { Control } from 'react-hook-form';
import type { z } from 'zod';
import { FormField } from '../../platform/form.js';
import { useFormat } from '../../platform/format.js';
import { plateOf } from './state-words.js';
import { useProposalText } from './use-say.js';

type Call = FoundingView['calls'][number];
type FoundingControl = Control<z.input<typeof FoundProposal>, unknown, z.output<typeof FoundProposal>>;

/** Which call and which of its cut-offs; another call brings its own first cut-off. */
export function CallFields({
  calls,
  call,
  control,
  onCall,
}: {
  calls: readonly Call[];
  call: Call | undefined;
  control: FoundingControl;
  onCall: (call: Call | undefined) => void;
}) {
  const say = useProposalText();
  const format = useFormat();
  const choose = say('founding.choose');
  return (
    <>
      <FormField control={control} name="callId">
        {({ value, onChange, errorMessage, ...field }) => (
          <Select
            {...field}
            label={say('founding.call')}
            placeholder={choose}
            options={calls.map(({ id, identifier, title }) => ({
              id,
              label: identifier,
              description: title,
            }))}
            value={value || null}
            onChange={(id) => {
              onChange(id ?? '');
              onCall(calls.find((each) => each.id === id));
            }}
            {...(errorMessage === undefined ? {} : { errorMessage: choose })}
          />
        )}
      </FormField>
      <FormField control={control} name="cutOffId">
        {({ value, onChange, errorMessage, ...field }) => (
          <Select
            {...field}
            label={say('founding.cut_off')}
            placeholder={choose}
            options={(call?.cutOffs ?? []).map(({ id, number, closes }) => ({
              id,
              label: say('founding.cut_off_option', { number, when: format.moment(closes) }),
            }))}
            value={value || null}
            onChange={(id) => onChange(id ?? '')}
            {...(errorMessage === undefined ? {} : { errorMessage: choose })}
          />
        )}
      </FormField>
    </>
  );
}

/** Names, hosting state and hosting entity. */
export function NameFields({
  hosts,
  control,
}: {
  hosts: Call['cutOffs'][number]['hosts'];
  control: FoundingControl;
}) {
  const say = useProposalText();
  return (
    <>
      <FormField control={control} name="acronym">
        {(field) => (
          <TextField {...field} label={say('founding.acronym')} description={say('founding.acronym_help')} />
        )}
      </FormField>
      <FormField control={control} name="title">
        {(field) => <TextField {...field} label={say('founding.proposal_title')} />}
      </FormField>
      <FormField control={control} name="stateCode">
        {({ value, onChange, errorMessage, ...field }) => (
          <ComboBox
            {...field}
            label={say('founding.state')}
            description={say('founding.state_help')}
            options={hosts.map(({ code, name }) => ({
              id: code,
              label: name,
              leading: <Plate {...plateOf(code, name)} />,
            }))}
            value={value || null}
            onChange={(code) => onChange(code ?? '')}
            emptyText={say('founding.no_host')}
            openLabel={say('founding.open_states')}
            {...(errorMessage === undefined ? {} : { errorMessage: say('founding.choose_state') })}
          />
        )}
      </FormField>
      <FormField control={control} name="hostingEntity">
        {({ value, ...field }) => (
          <TextField
            {...field}
            value={value ?? ''}
            label={say('founding.hosting_entity')}
            description={say('founding.hosting_entity_help')}
          />
        )}
      </FormField>
    </>
  );
}
