import { type InvitationView, readInvitation } from '@concordat/contracts';
import { Banner, Button, ButtonLink, Loading } from '@concordat/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addresses } from '../../platform/addresses.js';
import { browser } from '../../platform/browser.js';
import { call } from '../../platform/client.js';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { useAddressPart } from '../../platform/place.js';
import type { RefusalError } from '../../platform/refusal-error.js';
import { useReader, useSignOut } from '../../platform/session.js';
import { AcceptAsReader, AcceptWithAccount } from './accept-invitation.js';
import classes from './door.module.css';
import { Door } from './door.js';
import { InvitationFacts } from './invitation-facts.js';
import { useIdentityText } from './text.js';

/** What an invitation's link leads to: who asks, for what, as what; and the two answers. */
export function InvitationScreen() {
  const say = useIdentityText();
  const token = useAddressPart('token');
  const [isDeclined, setDeclined] = useState(false);
  const { data: invitation, error } = useQuery<InvitationView, RefusalError>({
    // The secret is no part of the key: keys are shown by tools.
    queryKey: ['invitation'],
    queryFn: ({ signal }) => call(readInvitation, { body: { token } }, { signal }),
    refetchOnWindowFocus: false,
  });
  if (isDeclined)
    return (
      <Closed
        heading={say('invitation.declined.heading')}
        text={say('invitation.declined.text')}
        hasWayOn={false}
      />
    );
  if (error) {
    // A link that was cut short fails as an input; the words for a form's fields would say nothing here.
    const text = error.code === 'input.invalid' ? say('invitation.closed.malformed') : error.message;
    return <Closed heading={say('invitation.closed.heading')} text={text} hasWayOn />;
  }
  if (!invitation) return <Loading label={say('invitation.loading')} rows={3} rowHeight="list" hasHead />;
  return <Invitation token={token} invitation={invitation} onDeclined={() => setDeclined(true)} />;
}

function Closed({ heading, text, hasWayOn }: { heading: string; text: string; hasWayOn: boolean }) {
  const say = useIdentityText();
  return (
    <Door heading={heading} lede={text}>
      {hasWayOn && (
        <div className={classes.row}>
          <ButtonLink href={addresses.signIn()} size="large">
            {say('invitation.to_sign_in')}
          </ButtonLink>
        </div>
      )}
    </Door>
  );
}

interface InvitationProps {
  readonly token: string;
  readonly invitation: InvitationView;
  readonly onDeclined: () => void;
}

function Invitation({ token, invitation, onDeclined }: InvitationProps) {
  const sentence = useSentences(invitation);
  const reader = useReader();
  const answer = { token, invitation, onDeclined };
  return (
    <Door heading={sentence.heading} lede={sentence.lede} aside={<InvitationFacts invitation={invitation} />}>
      <div className={classes.form}>
        {invitation.isForReader ? (
          <AcceptAsReader {...answer} />
        ) : reader ? (
          <OtherPerson name={reader.displayName} email={invitation.email} />
        ) : invitation.accountExists ? (
          <SignInFirst token={token} email={invitation.email} />
        ) : (
          <AcceptWithAccount {...answer} />
        )}
      </div>
    </Door>
  );
}

/** Who invites, to what, as what. */
function useSentences({ email, inviterName, proposal, roles, installationRoles }: InvitationView) {
  const say = useIdentityText();
  const words = useWords();
  const format = useFormat();
  const inviter = inviterName ?? say('invitation.somebody');
  if (proposal) {
    const gaps = {
      title: proposal.title,
      state: proposal.stateCode === null ? '' : format.state(proposal.stateCode),
      roles: format.list(roles.map((role) => words(`role.${role}`).toLowerCase())),
    };
    return {
      heading: say('invitation.heading.proposal', { inviter, acronym: proposal.acronym }),
      lede: say(
        proposal.stateCode === null ? 'invitation.lede.proposal_only' : 'invitation.lede.proposal',
        gaps,
      ),
    };
  }
  if (email === '') return { heading: say('invitation.heading.first'), lede: say('invitation.lede.first') };
  const names = installationRoles.map((role) => words(`installation_role.${role}`).toLowerCase());
  return {
    heading: say('invitation.heading.installation', { inviter }),
    lede:
      names.length === 0
        ? say('invitation.lede.plain')
        : say('invitation.lede.installation', { roles: format.list(names) }),
  };
}

function SignInFirst({ token, email }: { token: string; email: string }) {
  const say = useIdentityText();
  return (
    <Banner
      tone="info"
      announce="off"
      title={say('invitation.sign_in_first.title')}
      actions={
        <ButtonLink kind="main" href={addresses.signIn(addresses.invitation(token))}>
          {say('invitation.sign_in_first.go')}
        </ButtonLink>
      }
    >
      {say('invitation.sign_in_first.text', { email })}
    </Banner>
  );
}

function OtherPerson({ name, email }: { name: string; email: string }) {
  const say = useIdentityText();
  const signOut = useSignOut();
  const leave = async () => {
    await signOut();
    browser.go(window.location.pathname);
  };
  return (
    <Banner
      tone="warning"
      announce="off"
      title={say('invitation.other_person.title')}
      actions={<Button onPress={() => void leave()}>{say('invitation.other_person.go')}</Button>}
    >
      {say('invitation.other_person.text', { name, email })}
    </Banner>
  );
}
