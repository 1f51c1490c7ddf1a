import { FormDialog } from '../../platform/form-dialog.js';
import {
  ChangeRoles,
  changeMembership,
  endMembership,
  type InvitationMade,
  InviteToMember,
  inviteToMember,
  type MembershipView,
  type MemberView,
} from '@concordat/contracts';
import { type ProposalRole, proposalRoles } from '@concordat/domain';
import { CheckboxGroup, ConfirmDialog, TextField } from '@concordat/ui';
import type { ReactElement } from 'react';
import { type BoundField, FormField, useContractForm } from '../../platform/form.js';
import { useWords } from '../../platform/i18n.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import type { ConsortiumDialogProps } from './consortium-dialogs.js';
import { useProposalText } from './use-say.js';

/** Invites a person to speak for a state; the link is shown afterwards, once. */
export function InviteDialog({
  member,
  proposalId,
  onClose,
  onMade,
}: ConsortiumDialogProps & { member: MemberView; onMade: (made: InvitationMade) => void }) {
  const say = useProposalText();
  const invite = useEndpointMutation(inviteToMember);
  const { control, ...sending } = useContractForm(InviteToMember, {
    defaultValues: { email: '', displayName: '', roles: [] },
    send: (body) => invite.mutateAsync({ params: { proposalId, memberId: member.id }, body }),
    onSent: onMade,
  });
  return (
    <FormDialog
      {...sending}
      onClose={onClose}
      title={say('consortium.invite.title', { state: member.state.name })}
      submitLabel={say('consortium.invite.submit')}
      pendingLabel={say('consortium.invite.working')}
    >
      <FormField control={control} name="email">
        {(field) => (
          <TextField {...field} type="email" autoComplete="off" label={say('consortium.invite.email')} />
        )}
      </FormField>
      <FormField control={control} name="displayName">
        {({ value, ...field }) => (
          <TextField
            {...field}
            value={value ?? ''}
            label={say('consortium.invite.name')}
            description={say('consortium.invite.name_help')}
          />
        )}
      </FormField>
      <FormField control={control} name="roles">
        {(field) => (
          <RolesField {...field} mayCoordinate={member.abilities['membership.invite_coordinator'] === true} />
        )}
      </FormField>
    </FormDialog>
  );
}

/** Changes what a person may do. */
export function ChangeRolesDialog({
  membership,
  view,
  proposalId,
  onClose,
}: ConsortiumDialogProps & { membership: MembershipView }) {
  const say = useProposalText();
  const change = useEndpointMutation(changeMembership);
  const { control, ...sending } = useContractForm(ChangeRoles, {
    defaultValues: { version: membership.version, roles: [...membership.roles] },
    send: (body) => change.mutateAsync({ params: { proposalId, membershipId: membership.id }, body }),
    onSent: onClose,
  });
  const member = view.members.find(({ people }) => people.some(({ id }) => id === membership.id));
  return (
    <FormDialog
      {...sending}
      onClose={onClose}
      title={say('consortium.change.title', { name: membership.person.displayName })}
      submitLabel={say('consortium.change.submit')}
      pendingLabel={say('consortium.change.working')}
    >
      <FormField control={control} name="roles">
        {(field) => (
          <RolesField
            {...field}
            mayCoordinate={member?.abilities['membership.invite_coordinator'] === true}
          />
        )}
      </FormField>
    </FormDialog>
  );
}

/** Ends a membership after asking. */
export function EndMembershipDialog({
  membership,
  proposalId,
  onClose,
}: ConsortiumDialogProps & { membership: MembershipView }) {
  const say = useProposalText();
  const end = useEndpointMutation(endMembership, { onSuccess: onClose });
  const { id: membershipId, version, person } = membership;
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      kind="danger"
      title={say('consortium.end.title', { name: person.displayName })}
      confirmLabel={say('consortium.end.submit')}
      pendingLabel={say('consortium.end.working')}
      cancelLabel={say('consortium.cancel')}
      isPending={end.isPending}
      onConfirm={() => end.mutate({ params: { proposalId, membershipId }, body: { version } })}
    >
      {say('consortium.end.text')}
      <RefusalBanner refusal={end.error} title={say('consortium.nothing_changed')} />
    </ConfirmDialog>
  );
}

/** The roles a person may hold, each with what it means. */
function RolesField({
  mayCoordinate,
  value,
  onChange,
  errorMessage,
  onBlur,
  name,
}: BoundField<ProposalRole[]> & { mayCoordinate: boolean }): ReactElement {
  const say = useProposalText();
  const words = useWords();
  return (
    <CheckboxGroup
      label={say('consortium.invite.roles')}
      name={name}
      value={value}
      onChange={(roles) => onChange(proposalRoles.filter((role) => roles.includes(role)))}
      onBlur={onBlur}
      choices={proposalRoles.map((role) => ({
        value: role,
        label: words(`role.${role}`),
        description: say(`consortium.role_help.${role}`),
        isDisabled: !mayCoordinate && (role === 'coordinator' || role === 'deputy_coordinator'),
      }))}
      {...(errorMessage === undefined ? {} : { errorMessage })}
    />
  );
}
