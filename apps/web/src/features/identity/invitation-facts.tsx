import type { InvitationView } from '@concordat/contracts';
import { type Definition, DefinitionList, Plate, ScotchRule } from '@concordat/ui';
import { useId } from 'react';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import classes from './door.module.css';
import { useIdentityText } from './text.js';

/** The facts of an invitation beside its answer; for the first administrator, what comes after it. */
export function InvitationFacts({ invitation }: { readonly invitation: InvitationView }) {
  const say = useIdentityText();
  const id = useId();
  const isFirst = invitation.email === '';
  return (
    <section aria-labelledby={id}>
      <ScotchRule />
      <h2 id={id} className={classes.factsTitle}>
        {say(isFirst ? 'invitation.facts_first' : 'invitation.facts')}
      </h2>
      {isFirst ? <NextSteps expiresAt={invitation.expiresAt} /> : <Facts invitation={invitation} />}
    </section>
  );
}

function NextSteps({ expiresAt }: { readonly expiresAt: string }) {
  const say = useIdentityText();
  const format = useFormat();
  return (
    <>
      <ol className={classes.steps}>
        <li>{say('invitation.first.people')}</li>
        <li>{say('invitation.first.call')}</li>
        <li>{say('invitation.first.proposal')}</li>
      </ol>
      <p className={classes.help}>{say('invitation.first.until', { until: format.stamp(expiresAt) })}</p>
    </>
  );
}

function Facts({ invitation }: { readonly invitation: InvitationView }) {
  const say = useIdentityText();
  const words = useWords();
  const format = useFormat();
  const { inviterName, proposal, roles, installationRoles, email, expiresAt } = invitation;
  const as = [
    ...roles.map((role) => words(`role.${role}`)),
    ...installationRoles.map((role) => words(`installation_role.${role}`)),
  ];
  const items: Definition[] = [
    {
      id: 'by',
      term: say('invitation.fact.by'),
      value: inviterName ?? say('invitation.somebody'),
    },
    {
      id: 'to',
      term: say('invitation.fact.to'),
      value: proposal ? `${proposal.acronym}, ${proposal.title}` : say('door.brand'),
    },
  ];
  if (proposal?.stateCode) {
    const name = format.state(proposal.stateCode);
    const value = (
      <>
        <Plate code={proposal.stateCode} name={name} /> {name}
      </>
    );
    items.push({ id: 'for', term: say('invitation.fact.for'), value });
  }
  if (as.length > 0) items.push({ id: 'as', term: say('invitation.fact.as'), value: format.list(as) });
  items.push(
    { id: 'email', term: say('invitation.fact.sent_to'), value: email },
    { id: 'until', term: say('invitation.fact.until'), value: format.stamp(expiresAt) },
  );
  return (
    <>
      <DefinitionList items={items} />
      {proposal && <p className={classes.help}>{say('invitation.fact.privacy')}</p>}
    </>
  );
}
