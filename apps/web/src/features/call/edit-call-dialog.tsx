import { type CallView, editCall, EditCall } from '@concordat/contracts';
import { Button, Dialog, FormColumn, TextField } from '@concordat/ui';
import { useId } from 'react';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { useCallText } from './call-text.js';

/** Corrects what was typed wrong when the call was made. */
export function EditCallDialog({ call, onClose }: { call: CallView; onClose: () => void }) {
  const say = useCallText();
  const formId = useId();
  const edit = useEndpointMutation(editCall);
  const { control, submit, isSending, refusal } = useContractForm(EditCall, {
    defaultValues: { version: call.version, title: call.title, authority: call.authority },
    send: (body) => edit.mutateAsync({ params: { callId: call.id }, body }),
    onSent: onClose,
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('edit.title')}
      actions={
        <>
          <Button onPress={onClose}>{say('dialog.keep')}</Button>
          <Button
            type="submit"
            form={formId}
            kind="main"
            isPending={isSending}
            pendingLabel={say('edit.submitting')}
          >
            {say('edit.submit')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)} noValidate>
        <FormColumn>
          <FormField control={control} name="title">
            {(field) => <TextField {...field} label={say('make.name')} />}
          </FormField>
          <FormField control={control} name="authority">
            {(field) => <TextField {...field} label={say('make.authority')} />}
          </FormField>
          <RefusalBanner refusal={refusal} title={say('edit.refused')} />
        </FormColumn>
      </form>
    </Dialog>
  );
}
