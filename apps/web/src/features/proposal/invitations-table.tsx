import {
  type ConsortiumView,
  type PendingInvitation,
  resendInvitation,
  revokeProposalInvitation,
} from '@concordat/contracts';
import { Button, type Column, DataTable, Mark, Plate } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import type { Asked } from './consortium-dialogs.js';
import classes from './consortium.module.css';
import { plateOf } from './state-words.js';
import { useProposalText } from './use-say.js';

/** Invitations that nobody has accepted. Sending one again makes a new link, shown once. */
export function InvitationsTable({
  view,
  proposalId,
  onAsk,
}: {
  view: ConsortiumView;
  proposalId: string;
  onAsk: (asked: Asked) => void;
}) {
  const say = useProposalText();
  const words = useWords();
  const format = useFormat();
  const resend = useEndpointMutation(resendInvitation, {
    onSuccess: (made) => onAsk({ what: 'made', made }),
  });
  const revoke = useEndpointMutation(revokeProposalInvitation);
  const stateOf = (memberId: string) => view.members.find(({ id }) => id === memberId)?.state;
  const columns: Column<PendingInvitation>[] = [
    {
      id: 'who',
      head: say('consortium.invitations.who'),
      cell: ({ email, displayName, memberId }) => {
        const state = stateOf(memberId);
        return (
          <>
            {state && <Plate {...plateOf(state.code, state.name)} />}{' '}
            <b className={classes.strong}>{email}</b>
            {displayName !== '' && <div className={classes.soft}>{displayName}</div>}
          </>
        );
      },
    },
    {
      id: 'roles',
      head: say('consortium.invitations.roles'),
      entryLabel: say('consortium.invitations.roles'),
      cell: ({ roles }) => format.list(roles.map((role) => words(`role.${role}`))),
    },
    {
      id: 'until',
      head: say('consortium.invitations.state'),
      cell: ({ state, sentAt, expiresAt }) => (
        <Mark kind={state === 'sent' ? 'asked' : state === 'declined' ? 'cancelled' : 'late'} wraps>
          {state === 'declined'
            ? say('consortium.invitations.declined')
            : state === 'expired'
              ? say('consortium.invitations.expired', { until: format.stamp(expiresAt) })
              : say('consortium.invitations.sent', {
                  date: format.stamp(sentAt),
                  until: format.stamp(expiresAt),
                })}
        </Mark>
      ),
    },
    {
      id: 'act',
      head: say('consortium.members.act'),
      isHeadHidden: true,
      align: 'end',
      cell: ({ id: invitationId, email, abilities }) => (
        <span className={classes.acts}>
          {abilities['membership.invite'] && (
            <Button
              size="dense"
              aria-label={say('consortium.invitations.resend_of', { email })}
              isPending={resend.isPending && resend.variables.params.invitationId === invitationId}
              onPress={() => resend.mutate({ params: { proposalId, invitationId } })}
            >
              {say('consortium.invitations.resend')}
            </Button>
          )}
          {abilities['invitation.revoke'] && (
            <Button
              size="dense"
              kind="quiet"
              aria-label={say('consortium.invitations.revoke_of', { email })}
              isPending={revoke.isPending && revoke.variables.params.invitationId === invitationId}
              onPress={() => revoke.mutate({ params: { proposalId, invitationId } })}
            >
              {say('consortium.invitations.revoke')}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <>
      <RefusalBanner refusal={resend.error ?? revoke.error} title={say('consortium.nothing_changed')} />
      <DataTable
        caption={say('consortium.invitations.caption')}
        columns={columns}
        rows={view.invitations}
        rowKey={({ id }) => id}
        rhythm="middle"
        empty={<p className={classes.soft}>{say('consortium.invitations.empty')}</p>}
      />
    </>
  );
}
