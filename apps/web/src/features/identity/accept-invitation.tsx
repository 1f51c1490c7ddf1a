import {
  AcceptInvitation,
  acceptInvitation,
  declineInvitation,
  type InvitationAccepted,
  type InvitationView,
} from '@concordat/contracts';
import { Button, TextField } from '@concordat/ui';
import { addresses } from '../../platform/addresses.js';
import { browser } from '../../platform/browser.js';
import { call } from '../../platform/client.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { deviceZone } from '../../platform/format.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import classes from './door.module.css';
import { useIdentityText } from './text.js';
import { ZoneField } from './zone-field.js';

/** What the answers to an invitation take. */
export interface AnswerProps {
  readonly token: string;
  readonly invitation: InvitationView;
  readonly onDeclined: () => void;
}

/** Goes to the one thing asked, by a full load: whoever was here before is forgotten. */
const goOn = ({ proposalId }: InvitationAccepted): void =>
  browser.go(proposalId === null ? addresses.portfolio() : addresses.overview(proposalId));

/** For somebody who is signed in as the person invited. */
export function AcceptAsReader({ token, onDeclined }: AnswerProps) {
  const say = useIdentityText();
  const accept = useEndpointMutation(acceptInvitation, { refresh: 'none', onSuccess: goOn });
  return (
    <>
      <RefusalBanner refusal={accept.error} title={say('invitation.refused')} />
      <div className={classes.row}>
        <Button
          kind="main"
          size="large"
          icon="check"
          isPending={accept.isPending}
          pendingLabel={say('invitation.working')}
          onPress={() => accept.mutate({ body: { token, account: null } })}
        >
          {say('invitation.accept')}
        </Button>
        <Decline token={token} onDeclined={onDeclined} />
      </div>
    </>
  );
}

/** For somebody without an account: accepting makes it. */
export function AcceptWithAccount({ token, invitation, onDeclined }: AnswerProps) {
  const say = useIdentityText();
  const isFirst = invitation.email === '';
  const { control, submit, isSending, refusal } = useContractForm(AcceptInvitation, {
    defaultValues: {
      token,
      account: {
        email: isFirst ? '' : null,
        displayName: invitation.displayName,
        password: '',
        zone: deviceZone(),
      },
    },
    send: (body) => call(acceptInvitation, { body }),
    onSent: goOn,
  });
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      {isFirst && (
        <FormField control={control} name="account.email">
          {({ value, ...field }) => (
            <TextField
              {...field}
              value={value ?? ''}
              type="email"
              autoComplete="username"
              label={say('invitation.email')}
            />
          )}
        </FormField>
      )}
      <FormField control={control} name="account.displayName">
        {(field) => (
          <TextField
            {...field}
            autoComplete="name"
            label={say('invitation.name')}
            description={say('invitation.name_help')}
          />
        )}
      </FormField>
      <FormField control={control} name="account.password">
        {(field) => (
          <TextField
            {...field}
            type="password"
            autoComplete="new-password"
            label={say('invitation.password')}
            description={say('invitation.password_help')}
          />
        )}
      </FormField>
      <FormField control={control} name="account.zone">
        {(field) => <ZoneField {...field} label={say('invitation.zone')} />}
      </FormField>
      <RefusalBanner refusal={refusal} title={say('invitation.refused')} />
      <div className={classes.row}>
        <Button
          type="submit"
          kind="main"
          size="large"
          icon="check"
          isPending={isSending}
          pendingLabel={say('invitation.working')}
        >
          {say(isFirst ? 'invitation.accept_first' : 'invitation.accept_account')}
        </Button>
        {!isFirst && <Decline token={token} onDeclined={onDeclined} />}
      </div>
    </form>
  );
}

function Decline({ token, onDeclined }: Pick<AnswerProps, 'token' | 'onDeclined'>) {
  const say = useIdentityText();
  const decline = useEndpointMutation(declineInvitation, { refresh: 'none', onSuccess: onDeclined });
  return (
    <>
      <Button
        size="large"
        isPending={decline.isPending}
        pendingLabel={say('invitation.declining')}
        onPress={() => decline.mutate({ body: { token } })}
      >
        {say('invitation.decline')}
      </Button>
      <RefusalBanner refusal={decline.error} title={say('invitation.refused')} />
    </>
  );
}
