import {
  type CutOffView,
  MoveCutOff,
  moveCutOffTo,
  type MovePreviewView,
  previewCutOffMove,
} from '@concordat/contracts';
import { Banner, Button, TextArea } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { FormDialog } from '../../platform/form-dialog.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { useCallText } from './call-text.js';
import { CutOffFields } from './cut-off-fields.js';

/** Moves a cut-off; what will move with it can be seen before. */
export function MoveCutOffDialog({ cutOff, onClose }: { cutOff: CutOffView; onClose: () => void }) {
  const say = useCallText();
  const format = useFormat();
  const move = useEndpointMutation(moveCutOffTo);
  const preview = useEndpointMutation(previewCutOffMove, { refresh: 'none' });
  const params = { cutOffId: cutOff.id };
  const { form, control, refusal, ...sending } = useContractForm(MoveCutOff, {
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
    <FormDialog
      {...sending}
      refusal={refusal ?? preview.error}
      onClose={onClose}
      size="wide"
      title={say('move.title', { number: cutOff.number })}
      submitLabel={say('move.submit')}
      pendingLabel={say('move.submitting')}
      otherActs={
        <Button onPress={look} isPending={preview.isPending} pendingLabel={say('move.previewing')}>
          {say('move.preview')}
        </Button>
      }
    >
      <p>{say('move.now', { when: format.moment(cutOff.moment) })}</p>
      <CutOffFields
        control={control}
        names={{ wallTime: 'wallTime', zone: 'zone', label: 'label' }}
        label={say('call.column.closes')}
        zone={form.watch('zone')}
      />
      <FormField control={control} name="reason">
        {(field) => <TextArea {...field} label={say('move.reason')} description={say('move.reason.help')} />}
      </FormField>
      {preview.data && <Effect preview={preview.data} />}
    </FormDialog>
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
