import {
  AssignSection,
  assignSection,
  readConsortium,
  readSection,
  type ConsortiumView,
  type ProposalFrame,
  type SectionBrief,
  type SectionView,
} from '@concordat/contracts';
import {
  Button,
  CheckboxGroup,
  DateTimeField,
  Dialog,
  FormColumn,
  instantOf,
  Loading,
  Plate,
  sayStatus,
  Select,
  wallClockOf,
  Who,
} from '@concordat/ui';
import { useId } from 'react';
import { Controller } from 'react-hook-form';
import { useFormat } from '../../platform/format.js';
import { useContractForm } from '../../platform/form.js';
import { useProposal } from '../../platform/place.js';
import { useEndpoint, useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { RefusalError } from '../../platform/refusal-error.js';
import { plateOf } from '../proposal/state-words.js';
import { writersOf } from './writers.js';
import { useSectionText } from './text.js';

/** What an {@link AssignDialog} takes. */
export interface AssignDialogProps {
  readonly section: SectionBrief;
  readonly proposalId: string;
  readonly onClose: () => void;
}

/** Hands a section to its lead and contributors, with a due moment. */
export function AssignDialog({ section, proposalId, onClose }: AssignDialogProps) {
  const text = useSectionText();
  const { data: view } = useEndpoint(readSection, { params: { sectionId: section.id } });
  const { data: consortium } = useEndpoint(readConsortium, { params: { proposalId } });
  const proposal = useProposal();
  const title = text('assign.title', { number: section.number, title: section.title });
  if (view === undefined || consortium === undefined) {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={title}
        actions={<Button onPress={onClose}>{text('assign.cancel')}</Button>}
      >
        <Loading label={text('editor.opening')} rows={3} />
      </Dialog>
    );
  }
  return (
    <AssignForm
      title={title}
      section={view}
      consortium={consortium}
      closes={proposal.closes}
      onClose={onClose}
    />
  );
}

interface AssignFormProps {
  readonly title: string;
  readonly section: SectionView;
  readonly consortium: ConsortiumView;
  readonly closes: ProposalFrame['closes'];
  readonly onClose: () => void;
}

function AssignForm({ title, section, consortium, closes, onClose }: AssignFormProps) {
  const text = useSectionText();
  const format = useFormat();
  const id = useId();
  const assigning = useEndpointMutation(assignSection);
  const { control, submit, isSending, refusal } = useContractForm(AssignSection, {
    defaultValues: {
      version: section.version,
      leadPersonId: section.lead?.id ?? null,
      contributorPersonIds: section.contributors.map((person) => person.id),
      dueAt: section.due?.at ?? null,
    },
    send: (body) => assigning.mutateAsync({ params: { sectionId: section.id }, body }).catch(atItsField),
    onSent: () => {
      sayStatus({ text: text('assign.done', { number: section.number }) });
      onClose();
    },
  });
  const writers = writersOf(consortium);
  const zone = section.due?.zone ?? closes?.zone ?? 'Europe/Brussels';
  const zoneLabel = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  const plateFor = (stateCode: string) => plateOf(stateCode, format.state(stateCode));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      mustAnswer
      actions={
        <>
          <Button onPress={onClose} isDisabled={isSending}>
            {text('assign.cancel')}
          </Button>
          <Button
            kind="main"
            type="submit"
            form={id}
            isPending={isSending}
            pendingLabel={text('assign.saving')}
          >
            {text('assign.save')}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={(event) => void submit(event)} noValidate>
        <FormColumn>
          <RefusalBanner refusal={refusal} />
          {writers.length === 0 && <p>{text('assign.no_writers')}</p>}
          <Controller
            control={control}
            name="leadPersonId"
            render={({ field, fieldState }) => (
              <Select
                label={text('assign.lead')}
                description={text('assign.lead.hint')}
                options={[
                  { id: '', label: text('assign.lead.none') },
                  ...writers.map(({ person, stateCode }) => ({
                    id: person.id,
                    label: person.displayName,
                    leading: <Plate {...plateFor(stateCode)} />,
                  })),
                ]}
                value={field.value ?? ''}
                onChange={(value) => field.onChange(value === '' ? null : value)}
                onBlur={field.onBlur}
                name={field.name}
                ref={field.ref}
                errorMessage={fieldState.error?.message}
              />
            )}
          />
          <Controller
            control={control}
            name="contributorPersonIds"
            render={({ field, fieldState }) => (
              <CheckboxGroup
                label={text('assign.contributors')}
                description={text('assign.contributors.hint')}
                choices={writers.map(({ person, stateCode }) => ({
                  value: person.id,
                  label: <Who plate={plateFor(stateCode)}>{person.displayName}</Who>,
                }))}
                value={field.value ?? []}
                onChange={field.onChange}
                errorMessage={fieldState.error?.message}
              />
            )}
          />
          <Controller
            control={control}
            name="dueAt"
            render={({ field, fieldState }) => (
              <DateTimeField
                label={text('assign.due')}
                {...(closes
                  ? { description: text('assign.due.hint', { moment: format.moment(closes) }) }
                  : {})}
                value={field.value ? wallClockOf(field.value, zone) : null}
                onChange={(value) => field.onChange(value === null ? null : instantOf(value, zone))}
                onBlur={field.onBlur}
                zoneLabel={zoneLabel}
                ref={field.ref}
                errorMessage={fieldState.error?.message}
              />
            )}
          />
        </FormColumn>
      </form>
    </Dialog>
  );
}

/** A due moment that cannot be is said where it was typed. */
function atItsField(refusal: unknown): never {
  if (!(refusal instanceof RefusalError) || !refusal.code.startsWith('due.')) throw refusal;
  const { code, message, status, requestId } = refusal;
  throw new RefusalError({ code, message, status, requestId, fields: { dueAt: message } });
}
