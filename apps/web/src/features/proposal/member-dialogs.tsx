import {
  AddMember,
  addMember,
  EditMember,
  editMember,
  type MemberView,
  RemoveMember,
  removeMember,
} from '@concordat/contracts';
import { momentParts } from '@concordat/domain';
import { ComboBox, Plate, TextArea, TextField } from '@concordat/ui';
import { FormDialog } from '../../platform/form-dialog.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import type { ConsortiumDialogProps } from './consortium-dialogs.js';
import classes from './consortium.module.css';
import { plateOf } from './state-words.js';
import { useProposalText } from './use-say.js';

/** Takes a state in. Only states that take part on the date of the cut-off can be chosen. */
export function AddMemberDialog({ view, proposalId, onClose }: ConsortiumDialogProps) {
  const say = useProposalText();
  const add = useEndpointMutation(addMember);
  const { control, ...sending } = useContractForm(AddMember, {
    defaultValues: { stateCode: '', hostingEntity: '' },
    send: (body) => add.mutateAsync({ params: { proposalId }, body }),
    onSent: onClose,
  });
  const date = momentParts(new Date(`${view.onDate}T12:00:00Z`), 'UTC').longDate;
  return (
    <FormDialog
      {...sending}
      onClose={onClose}
      title={say('consortium.add.title')}
      submitLabel={say('consortium.add.submit')}
      pendingLabel={say('consortium.add.working')}
    >
      <FormField control={control} name="stateCode">
        {({ value, onChange, errorMessage, ...field }) => (
          <ComboBox
            {...field}
            label={say('consortium.add.state')}
            description={say('consortium.add.help', { date })}
            options={view.addable.map(({ code, name }) => ({
              id: code,
              label: name,
              leading: <Plate {...plateOf(code, name)} />,
            }))}
            value={value || null}
            onChange={(code) => onChange(code ?? '')}
            emptyText={say('consortium.add.none')}
            openLabel={say('founding.open_states')}
            {...(errorMessage === undefined ? {} : { errorMessage: say('consortium.add.choose') })}
          />
        )}
      </FormField>
      <FormField control={control} name="hostingEntity">
        {({ value, ...field }) => (
          <TextField
            {...field}
            value={value ?? ''}
            label={say('consortium.add.entity')}
            description={say('consortium.add.entity_help')}
          />
        )}
      </FormField>
    </FormDialog>
  );
}

/** Records the body that stands for a state. */
export function EditMemberDialog({
  member,
  proposalId,
  onClose,
}: ConsortiumDialogProps & { member: MemberView }) {
  const say = useProposalText();
  const edit = useEndpointMutation(editMember);
  const { control, ...sending } = useContractForm(EditMember, {
    defaultValues: { version: member.version, hostingEntity: member.hostingEntity ?? '' },
    send: (body) => edit.mutateAsync({ params: { proposalId, memberId: member.id }, body }),
    onSent: onClose,
  });
  return (
    <FormDialog
      {...sending}
      onClose={onClose}
      title={say('consortium.edit.title', { state: member.state.name })}
      submitLabel={say('consortium.edit.submit')}
      pendingLabel={say('consortium.edit.working')}
    >
      <FormField control={control} name="hostingEntity">
        {(field) => <TextField {...field} label={say('consortium.edit.entity')} />}
      </FormField>
    </FormDialog>
  );
}

/** Lets a state go, with a reason. */
export function RemoveMemberDialog({
  member,
  proposalId,
  onClose,
}: ConsortiumDialogProps & { member: MemberView }) {
  const say = useProposalText();
  const remove = useEndpointMutation(removeMember);
  const { control, ...sending } = useContractForm(RemoveMember, {
    defaultValues: { version: member.version, reason: '' },
    send: (body) => remove.mutateAsync({ params: { proposalId, memberId: member.id }, body }),
    onSent: onClose,
  });
  const state = member.state.name;
  return (
    <FormDialog
      {...sending}
      onClose={onClose}
      kind="danger"
      title={say('consortium.remove.title', { state })}
      submitLabel={say('consortium.remove.submit', { state })}
      pendingLabel={say('consortium.remove.working')}
    >
      <p className={classes.text}>{say('consortium.remove.text', { people: member.people.length })}</p>
      <FormField control={control} name="reason">
        {(field) => (
          <TextArea
            {...field}
            label={say('consortium.remove.reason')}
            description={say('consortium.remove.reason_help')}
          />
        )}
      </FormField>
    </FormDialog>
  );
}
