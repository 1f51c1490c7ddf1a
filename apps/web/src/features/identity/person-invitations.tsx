import {
  type InvitationMade,
  type PersonInvitation,
  resendPersonInvitation,
  revokePersonInvitation,
} from '@concordat/contracts';
import { Button, type Column, DataTable, Mark } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import classes from './people.module.css';
import { useIdentityText } from './text.js';

/** What {@link PersonInvitations} takes. */
export interface PersonInvitationsProps {
  readonly invitations: readonly PersonInvitation[];
  readonly mayInvite: boolean;
  readonly onMade: (made: InvitationMade) => void;
}

/** Invitations to the installation that nobody has accepted. Sending one again makes a new link, shown once. */
export function PersonInvitations({ invitations, mayInvite, onMade }: PersonInvitationsProps) {
  const say = useIdentityText();
  const words = useWords();
  const format = useFormat();
  const resend = useEndpointMutation(resendPersonInvitation, { onSuccess: onMade });
  const revoke = useEndpointMutation(revokePersonInvitation);
  const columns: Column<PersonInvitation>[] = [
    {
      id: 'who',
      head: say('invitations.who'),
      cell: ({ email, displayName }) => (
        <>
          <b>{displayName}</b>
          <div className={classes.soft}>{email}</div>
        </>
      ),
    },
    {
      id: 'roles',
      head: say('invitations.roles'),
      entryLabel: say('invitations.roles'),
      cell: ({ installationRoles }) =>
        format.list(installationRoles.map((role) => words(`installation_role.${role}`))),
    },
    {
      id: 'state',
      head: say('invitations.state'),
      entryLabel: say('invitations.state'),
      cell: (invitation) => <InvitationMark invitation={invitation} />,
    },
    {
      id: 'act',
      head: say('people.act'),
      isHeadHidden: true,
      align: 'end',
      cell: ({ id: invitationId, email, state }) =>
        mayInvite && (
          <span className={classes.acts}>
            <Button
              size="dense"
              aria-label={say('invitations.resend_of', { email })}
              isPending={resend.isPending && resend.variables.params.invitationId === invitationId}
              onPress={() => resend.mutate({ params: { invitationId } })}
            >
              {say('invitations.resend')}
            </Button>
            {state !== 'declined' && (
              <Button
                size="dense"
                kind="quiet"
                aria-label={say('invitations.revoke_of', { email })}
                isPending={revoke.isPending && revoke.variables.params.invitationId === invitationId}
                onPress={() => revoke.mutate({ params: { invitationId } })}
              >
                {say('invitations.revoke')}
              </Button>
            )}
          </span>
        ),
    },
  ];
  return (
    <>
      <RefusalBanner refusal={resend.error ?? revoke.error} title={say('people.refused')} />
      <DataTable
        caption={say('invitations.caption')}
        columns={columns}
        rows={invitations}
        rowKey={({ id }) => id}
        rhythm="roomy"
        empty={<p className={classes.soft}>{say('invitations.empty')}</p>}
      />
    </>
  );
}

function InvitationMark({ invitation }: { readonly invitation: PersonInvitation }) {
  const say = useIdentityText();
  const format = useFormat();
  const { state, sentAt, expiresAt } = invitation;
  const gaps = { date: format.stamp(sentAt), until: format.stamp(expiresAt) };
  if (state === 'declined') return <Mark kind="cancelled">{say('invitations.declined')}</Mark>;
  if (state === 'expired') return <Mark kind="late">{say('invitations.expired', gaps)}</Mark>;
  return (
    <Mark kind="asked" wraps>
      {say('invitations.sent', gaps)}
    </Mark>
  );
}
