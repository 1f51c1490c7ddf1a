import {
  type CutOffView,
  MoveCutOff,
  moveCutOffTo,
  type MovePreviewView,
  previewCutOffMove,
} from '@concordat/contracts';
import { Banner, Button, Dialog, FormColumn, TextArea } from '@concordat/ui';
import { useId } from 'react';
import { useFormat } from '../../platform/format.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { useCallText } from './call-text.js';
import { CutOffFields } from './cut-off-fields.js';

/** Moves a cut-off; what will move with it can be seen before. */
export function MoveCutOffDialog({ cutOff, onClose }: { cutOff: CutOffView; onClose: () => void }) {
  const say = useCallText();
  const format = useFormat();
  const formId = useId();
  const move = useEndpointMutation(moveCutOffTo);
  const preview = useEndpointMutation(previewCutOffMove, { refresh: 'none' });
  const params = { cutOffId: cutOff.id };
  const { form, control, submit, isSending, refusal } = useContractForm(MoveCutOff, {
    defaultValues: {
      version: cutOff.version,
      wallTime: cutOff.wallTime,
      zone: cutOff.moment.zone,
      label: cutOff.moment.label,
      reason: '',
    },
    send: (body) => move.mutateAsync({ params, body }),
    onSent: onClose,
  });
  const look = () => {
    const { wallTime, zone, label = null } = form.getValues();
    preview.mutate({ params, body: { wallTime, zone, label } });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="wide"
      title={say('move.title', { number: cutOff.number })}
      actions={
        <>
          <Button onPress={onClose}>{say('dialog.keep')}</Button>
          <Button onPress={look} isPending={preview.isPending} pendingLabel={say('move.previewing')}>
            {say('move.preview')}
          </Button>
          <Button
            type="submit"
            form={formId}
            kind="main"
            isPending={isSending}
            pendingLabel={say('move.submitting')}
          >
            {say('move.submit')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)} noValidate>
        <FormColumn>
          <p>{say('move.now', { when: format.moment(cutOff.moment) })}</p>
          <CutOffFields
            control={control}
            names={{ wallTime: 'wallTime', zone: 'zone', label: 'label' }}
            label={say('call.column.closes')}
            zone={form.watch('zone')}
          />
          <FormField control={control} name="reason">
            {(field) => (
              <TextArea {...field} label={say('move.reason')} description={say('move.reason.help')} />
            )}
          </FormField>
          {preview.data && <Effect preview={preview.data} />}
          <RefusalBanner refusal={refusal ?? preview.error} title={say('move.refused')} />
        </FormColumn>
      </form>
    </Dialog>
  );
}

function Effect({ preview }: { preview: MovePreviewView }) {
  const say = useCallText();
  const format = useFormat();
  return (
    <Banner tone="info" title={format.moment(preview.to)}>
      {say('move.effect', {
        proposals: preview.proposals,
        deadlines: preview.deadlinesThatMove,
        past: preview.deadlinesAlreadyPast,
        obsolete: preview.deadlinesObsolete,
        reminders: preview.remindersPlanned,
      })}
      {preview.ambiguous && <> {say('move.ambiguous')}</>}
    </Banner>
  );
}
