import { addCutOff, type CallView, CutOffWish } from '@concordat/contracts';
import { FormDialog } from '../../platform/form-dialog.js';
import { useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { useCallText } from './call-text.js';
import { CutOffFields } from './cut-off-fields.js';

/** Adds a further cut-off to a call. */
export function CutOffDialog({ call, onClose }: { call: CallView; onClose: () => void }) {
  const say = useCallText();
  const add = useEndpointMutation(addCutOff);
  const { form, control, ...sending } = useContractForm(CutOffWish, {
    defaultValues: { wallTime: '', zone: call.zone, label: null },
    send: (body) => add.mutateAsync({ params: { callId: call.id }, body }),
    onSent: onClose,
  });
  return (
    <FormDialog
      {...sending}
      onClose={onClose}
      title={say('add.title')}
      submitLabel={say('add.submit')}
      pendingLabel={say('add.submitting')}
    >
      <CutOffFields
        control={control}
        names={{ wallTime: 'wallTime', zone: 'zone', label: 'label' }}
        label={say('call.column.closes')}
        zone={form.watch('zone')}
      />
    </FormDialog>
  );
}
