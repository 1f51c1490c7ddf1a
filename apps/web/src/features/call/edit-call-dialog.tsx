import { type CallView, editCall, EditCall } from '@concordat/contracts';
import { TextField } from '@concordat/ui';
import { FormDialog } from '../../platform/form-dialog.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { useCallText } from './call-text.js';

/** Corrects what was typed wrong when the call was made. */
export function EditCallDialog({ call, onClose }: { call: CallView; onClose: () => void }) {
  const say = useCallText();
  const edit = useEndpointMutation(editCall);
  const { control, ...sending } = useContractForm(EditCall, {
    defaultValues: { version: call.version, title: call.title, authority: call.authority },
    send: (body) => edit.mutateAsync({ params: { callId: call.id }, body }),
    onSent: onClose,
  });
  return (
    <FormDialog
      {...sending}
      onClose={onClose}
      title={say('edit.title')}
      submitLabel={say('edit.submit')}
      pendingLabel={say('edit.submitting')}
    >
      <FormField control={control} name="title">
        {(field) => <TextField {...field} label={say('make.name')} />}
      </FormField>
      <FormField control={control} name="authority">
        {(field) => <TextField {...field} label={say('make.authority')} />}
      </FormField>
    </FormDialog>
  );
}
