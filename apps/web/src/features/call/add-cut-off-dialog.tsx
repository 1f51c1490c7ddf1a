import { addCutOff, type CallView, CutOffWish } from '@concordat/contracts';
import { Button, Dialog, FormColumn } from '@concordat/ui';
import { useId } from 'react';
import { useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { useCallText } from './call-text.js';
import { CutOffFields } from './cut-off-fields.js';

/** Adds a further cut-off to a call. */
export function CutOffDialog({ call, onClose }: { call: CallView; onClose: () => void }) {
  const say = useCallText();
  const formId = useId();
  const add = useEndpointMutation(addCutOff);
  const { form, control, submit, isSending, refusal } = useContractForm(CutOffWish, {
    defaultValues: { wallTime: '', zone: call.zone, label: null },
    send: (body) => add.mutateAsync({ params: { callId: call.id }, body }),
    onSent: onClose,
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('add.title')}
      actions={
        <>
          <Button onPress={onClose}>{say('dialog.keep')}</Button>
          <Button
            type="submit"
            form={formId}
            kind="main"
            isPending={isSending}
            pendingLabel={say('add.submitting')}
          >
            {say('add.submit')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)} noValidate>
        <FormColumn>
          <CutOffFields
            control={control}
            names={{ wallTime: 'wallTime', zone: 'zone', label: 'label' }}
            label={say('call.column.closes')}
            zone={form.watch('zone')}
          />
          <RefusalBanner refusal={refusal} title={say('add.refused')} />
        </FormColumn>
      </form>
    </Dialog>
  );
}
