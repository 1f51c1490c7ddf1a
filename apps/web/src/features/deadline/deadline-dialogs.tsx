import {
  addDeadline,
  AddDeadline,
  cancelDeadline,
  completeDeadline,
  type DeadlineView,
  editDeadline,
  EditDeadline,
} from '@concordat/contracts';
import { plusWallDays, zoneCity } from '@concordat/domain';
import {
  Button,
  ConfirmDialog,
  DateTimeField,
  Dialog,
  FormColumn,
  instantOf,
  NumberField,
  Select,
  TextField,
  wallClockOf,
} from '@concordat/ui';
import { type ReactNode, useId } from 'react';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import type { RefusalError } from '../../platform/refusal-error.js';
import { useTitleOf } from './deadline-parts.js';
import { useDeadlineText } from './deadline-text.js';

interface FormFrameProps {
  readonly title: string;
  readonly submitLabel: string;
  readonly pendingLabel: string;
  readonly isSending: boolean;
  readonly refusal: RefusalError | null;
  readonly submit: (event?: React.BaseSyntheticEvent) => Promise<void>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function FormFrame({
  title,
  submitLabel,
  pendingLabel,
  isSending,
  refusal,
  submit,
  onClose,
  children,
}: FormFrameProps) {
  const say = useDeadlineText();
  const formId = useId();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      mustAnswer
      title={title}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isSending}>
            {say('dialog.keep')}
          </Button>
          <Button type="submit" form={formId} kind="main" isPending={isSending} pendingLabel={pendingLabel}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)} noValidate>
        <FormColumn>
          {children}
          <RefusalBanner refusal={refusal} title={say('refused')} />
        </FormColumn>
      </form>
    </Dialog>
  );
}

/** Adds a moment of the proposal's own; a week from now is proposed. */
export function AddDialog({
  proposalId,
  zone,
  now,
  onClose,
}: {
  proposalId: string;
  zone: string;
  now: Date;
  onClose: () => void;
}) {
  const say = useDeadlineText();
  const add = useEndpointMutation(addDeadline);
  const inAWeek = plusWallDays(now, zone, 7).toISOString();
  const { control, submit, isSending, refusal } = useContractForm(AddDeadline, {
    defaultValues: {
      title: '',
      at: instantOf(`${wallClockOf(inAWeek, zone).slice(0, 10)}T17:00`, zone),
      ownerPersonId: null,
    },
    send: (body) => add.mutateAsync({ params: { proposalId }, body }),
    onSent: onClose,
  });
  return (
    <FormFrame
      title={say('add.title')}
      submitLabel={say('add.submit')}
      pendingLabel={say('add.submitting')}
      {...{ isSending, refusal, submit, onClose }}
    >
      <FormField control={control} name="title">
        {(field) => <TextField {...field} label={say('field.title')} />}
      </FormField>
      <FormField control={control} name="at">
        {({ value, onChange, ...field }) => (
          <DateTimeField
            {...field}
            label={say('field.at')}
            zoneLabel={zoneCity(zone)}
            value={value === '' ? null : wallClockOf(value, zone)}
            onChange={(wall) => onChange(wall === null ? '' : instantOf(wall, zone))}
          />
        )}
      </FormField>
    </FormFrame>
  );
}

/** Changes when a deadline falls: days before the cut-off, or a moment of its own. */
export function EditDialog({
  proposalId,
  deadline,
  onClose,
}: {
  proposalId: string;
  deadline: DeadlineView;
  onClose: () => void;
}) {
  const say = useDeadlineText();
  const titleOf = useTitleOf();
  const { zone, at } = deadline.moment;
  const save = useEndpointMutation(editDeadline);
  const { form, control, submit, isSending, refusal } = useContractForm(EditDeadline, {
    defaultValues: {
      version: deadline.version,
      ownerPersonId: deadline.owner?.id ?? null,
      ...(deadline.offsetDays === null ? { at } : { offsetDays: deadline.offsetDays }),
    },
    send: (body) => save.mutateAsync({ params: { proposalId, deadlineId: deadline.id }, body }),
    onSent: onClose,
  });
  const isRelative = form.watch('offsetDays') !== undefined;
  const setHow = (how: string | null) => {
    form.setValue('offsetDays', how === 'relative' ? (deadline.offsetDays ?? 7) : undefined, {
      shouldDirty: true,
    });
    form.setValue('at', how === 'relative' ? undefined : at, { shouldDirty: true });
  };
  return (
    <FormFrame
      title={say('edit.title', { title: titleOf(deadline) })}
      submitLabel={say('edit.submit')}
      pendingLabel={say('edit.submitting')}
      {...{ isSending, refusal, submit, onClose }}
    >
      <Select
        label={say('edit.how')}
        options={[
          { id: 'relative', label: say('edit.relative') },
          { id: 'absolute', label: say('edit.absolute') },
        ]}
        value={isRelative ? 'relative' : 'absolute'}
        onChange={setHow}
      />
      {isRelative ? (
        <FormField control={control} name="offsetDays">
          {({ value, onChange, ...field }) => (
            <NumberField
              {...field}
              label={say('edit.days')}
              value={value ?? null}
              onChange={(days) => onChange(days ?? 0)}
            />
          )}
        </FormField>
      ) : (
        <FormField control={control} name="at">
          {({ value, onChange, ...field }) => (
            <DateTimeField
              {...field}
              label={say('field.at')}
              zoneLabel={zoneCity(zone)}
              value={value ? wallClockOf(value, zone) : null}
              onChange={(wall) => onChange(wall === null ? '' : instantOf(wall, zone))}
            />
          )}
        </FormField>
      )}
      <p>{say('edit.effect')}</p>
    </FormFrame>
  );
}

/** Asks before a deadline is marked done or taken out of the plan. */
export function DoneDialog({
  proposalId,
  deadline,
  how,
  onClose,
}: {
  proposalId: string;
  deadline: DeadlineView;
  how: 'done' | 'cancel';
  onClose: () => void;
}) {
  const say = useDeadlineText();
  const titleOf = useTitleOf();
  const step = useEndpointMutation(how === 'done' ? completeDeadline : cancelDeadline, {
    onSuccess: onClose,
  });
  const params = { proposalId, deadlineId: deadline.id };
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={say(`${how}.title`, { title: titleOf(deadline) })}
      confirmLabel={say(`${how}.submit`)}
      cancelLabel={say('dialog.keep')}
      kind={how === 'done' ? 'main' : 'danger'}
      isPending={step.isPending}
      onConfirm={() => step.mutate({ params, body: { version: deadline.version } })}
    >
      <p>{say(`${how}.text`)}</p>
      <RefusalBanner refusal={step.error} title={say('refused')} />
    </ConfirmDialog>
  );
}
