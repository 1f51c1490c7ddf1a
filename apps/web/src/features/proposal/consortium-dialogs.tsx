import type { ConsortiumView, InvitationMade, MembershipView, MemberView } from '@concordat/contracts';
import { Button, CopyField, Dialog } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import classes from './consortium.module.css';
import { AddMemberDialog, EditMemberDialog, RemoveMemberDialog } from './member-dialogs.js';
import { ChangeRolesDialog, EndMembershipDialog, InviteDialog } from './people-dialogs.js';
import { useProposalText } from './use-say.js';

/** What the reader wants to do with the consortium. */
export type Asked =
  | { readonly what: 'add' }
  | { readonly what: 'edit' | 'remove' | 'invite'; readonly member: MemberView }
  | { readonly what: 'change' | 'end'; readonly membership: MembershipView }
  | { readonly what: 'made'; readonly made: InvitationMade };

/** What a dialog of the consortium takes. */
export interface ConsortiumDialogProps {
  readonly view: ConsortiumView;
  readonly proposalId: string;
  readonly onClose: () => void;
}

/** The dialog for what is asked. */
export function ConsortiumDialogs({
  asked,
  onMade,
  ...rest
}: ConsortiumDialogProps & { readonly asked: Asked; readonly onMade: (made: InvitationMade) => void }) {
  switch (asked.what) {
    case 'add':
      return <AddMemberDialog {...rest} />;
    case 'edit':
      return <EditMemberDialog {...rest} member={asked.member} />;
    case 'remove':
      return <RemoveMemberDialog {...rest} member={asked.member} />;
    case 'invite':
      return <InviteDialog {...rest} member={asked.member} onMade={onMade} />;
    case 'change':
      return <ChangeRolesDialog {...rest} membership={asked.membership} />;
    case 'end':
      return <EndMembershipDialog {...rest} membership={asked.membership} />;
    case 'made':
      return <InvitationMadeDialog made={asked.made} onClose={rest.onClose} />;
  }
}

/** Shows the link of an invitation, this once. */
function InvitationMadeDialog({ made, onClose }: { made: InvitationMade; onClose: () => void }) {
  const say = useProposalText();
  const format = useFormat();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      mustAnswer
      title={say('consortium.invite.made')}
      actions={
        <Button kind="main" onPress={onClose}>
          {say('consortium.invite.done')}
        </Button>
      }
    >
      <p className={classes.text}>
        {say('consortium.invite.made_text', { until: format.stamp(made.expiresAt) })}
      </p>
      <CopyField
        label={say('consortium.invite.link')}
        value={made.link}
        copyLabel={say('consortium.invite.copy')}
        copiedLabel={say('consortium.invite.copied')}
        failedLabel={say('consortium.invite.copy_failed')}
      />
    </Dialog>
  );
}
