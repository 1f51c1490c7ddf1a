import {
  disablePerson,
  type InvitationMade,
  InvitePerson,
  invitePerson,
  type PersonLine,
  SetPersonRoles,
  setPersonRoles,
} from '@concordat/contracts';
import { Button, ConfirmDialog, CopyField, Dialog, TextField } from '@concordat/ui';
import { FormDialog } from '../../platform/form-dialog.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useFormat } from '../../platform/format.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { useSession } from '../../platform/session.js';
import classes from './people.module.css';
import { RolesField } from './people-fields.js';
import type { AskedOfPeople } from './people-screen.js';
import { ResetFactorDialog } from './second-factor/reset-factor-dialog.js';
import { useIdentityText } from './text.js';

interface Closing {
  readonly onClose: () => void;
}

/** The dialog for what is asked. */
export function PeopleDialogs({
  asked,
  onClose,
  onMade,
}: Closing & { readonly asked: AskedOfPeople; readonly onMade: (made: InvitationMade) => void }) {
  switch (asked.what) {
    case 'invite':
      return <InviteDialog onClose={onClose} onMade={onMade} />;
    case 'roles':
      return <RolesDialog onClose={onClose} person={asked.person} />;
    case 'disable':
      return <DisableDialog onClose={onClose} person={asked.person} />;
    case 'factor':
      return <ResetFactorDialog onClose={onClose} person={asked.person} />;
    case 'made':
      return <MadeDialog onClose={onClose} made={asked.made} />;
  }
}

function InviteDialog({ onClose, onMade }: Closing & { readonly onMade: (made: InvitationMade) => void }) {
  const say = useIdentityText();
  const invite = useEndpointMutation(invitePerson);
  const { control, ...sending } = useContractForm(InvitePerson, {
    defaultValues: { email: '', displayName: '', installationRoles: [] },
    send: (body) => invite.mutateAsync({ body }),
    onSent: onMade,
  });
  return (
    <FormDialog
      {...sending}
      onClose={onClose}
      title={say('invite.title')}
      submitLabel={say('invite.submit')}
      pendingLabel={say('invite.working')}
    >
      <FormField control={control} name="email">
        {(field) => <TextField {...field} type="email" autoComplete="off" label={say('invite.email')} />}
      </FormField>
      <FormField control={control} name="displayName">
        {(field) => <TextField {...field} autoComplete="off" label={say('invite.name')} />}
      </FormField>
      <FormField control={control} name="installationRoles">
        {(field) => (
          <RolesField {...field} label={say('invite.roles')} description={say('invite.roles_help')} />
        )}
      </FormField>
    </FormDialog>
  );
}

function RolesDialog({ onClose, person }: Closing & { readonly person: PersonLine }) {
  const say = useIdentityText();
  const set = useEndpointMutation(setPersonRoles);
  const { control, ...sending } = useContractForm(SetPersonRoles, {
    defaultValues: { installationRoles: person.installationRoles, version: person.version },
    send: (body) => set.mutateAsync({ params: { personId: person.id }, body }),
    onSent: onClose,
  });
  return (
    <FormDialog
      {...sending}
      onClose={onClose}
      title={say('roles.title', { name: person.displayName })}
      submitLabel={say('roles.save')}
      pendingLabel={say('roles.saving')}
    >
      <FormField control={control} name="installationRoles">
        {(field) => (
          <RolesField
            {...field}
            label={say('roles.label')}
            {...(person.isLastAdmin ? { description: say('people.last_admin') } : {})}
          />
        )}
      </FormField>
    </FormDialog>
  );
}

function DisableDialog({ onClose, person }: Closing & { readonly person: PersonLine }) {
  const say = useIdentityText();
  const disable = useEndpointMutation(disablePerson, { onSuccess: onClose });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      kind="danger"
      title={say('disable.title', { name: person.displayName })}
      confirmLabel={say('disable.confirm')}
      pendingLabel={say('disable.working')}
      cancelLabel={say('people.cancel')}
      isPending={disable.isPending}
      onConfirm={() => disable.mutate({ params: { personId: person.id }, body: { version: person.version } })}
    >
      {say('disable.text')}
      <RefusalBanner refusal={disable.error} title={say('people.refused')} />
    </ConfirmDialog>
  );
}

/** Shows the link of an invitation, this once. */
function MadeDialog({ onClose, made }: Closing & { readonly made: InvitationMade }) {
  const say = useIdentityText();
  const format = useFormat();
  const { mailboxMode } = useSession();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      mustAnswer
      title={say('made.title')}
      actions={
        <Button kind="main" onPress={onClose}>
          {say('made.done')}
        </Button>
      }
    >
      <div className={classes.fields}>
        <p>{say(mailboxMode ? 'made.mailbox' : 'made.mail', { until: format.stamp(made.expiresAt) })}</p>
        <CopyField
          label={say('made.link')}
          value={made.link}
          copyLabel={say('made.copy')}
          copiedLabel={say('made.copied')}
          failedLabel={say('made.failed')}
        />
      </div>
    </Dialog>
  );
}
