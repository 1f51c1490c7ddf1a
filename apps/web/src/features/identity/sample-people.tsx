import {
  listSampleAccounts,
  type SampleAccount,
  type SampleProposal,
  signInAsSample,
} from '@concordat/contracts';
import type { InstallationRole, ProposalRole } from '@concordat/domain';
import { EmptyState, Icon, type IconName, Loading, Plate, ScotchRule } from '@concordat/ui';
import { useId, type ReactNode } from 'react';
import { browser } from '../../platform/browser.js';
import { useFormat } from '../../platform/format.js';
import { useEndpoint, useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import classes from './sample-people.module.css';
import { useIdentityText } from './text.js';

type Standing = SampleAccount['standings'][number];
type Enter = (personId: string) => void;

/** The people of the sample, by proposal and role; one press signs in. */
export function SamplePeople({ next }: { readonly next: string }) {
  const say = useIdentityText();
  const id = useId();
  const { data, error } = useEndpoint(listSampleAccounts, {});
  const signIn = useEndpointMutation(signInAsSample, { refresh: 'none', onSuccess: () => browser.go(next) });
  const enter: Enter = (personId) => signIn.mutate({ body: { personId } });
  return (
    <section aria-labelledby={id}>
      <ScotchRule />
      <h2 id={id} className={classes.title}>
        {say('sample.title')}
      </h2>
      <p className={classes.soft}>{say('sample.intro')}</p>
      <RefusalBanner refusal={signIn.error ?? error} title={say('sample.refused')} />
      {data === undefined && error === null && <Loading label={say('sample.loading')} rowHeight="list" />}
      {data?.accounts.length === 0 && (
        <EmptyState title={say('sample.empty.title')}>{say('sample.empty.text')}</EmptyState>
      )}
      {data && data.accounts.length > 0 && (
        <div className={classes.groups} aria-busy={signIn.isPending}>
          {data.proposals.map((proposal) => (
            <OfProposal key={proposal.id} proposal={proposal} accounts={data.accounts} enter={enter} />
          ))}
          <OfInstallation accounts={data.accounts} enter={enter} />
        </div>
      )}
    </section>
  );
}

interface GroupProps {
  readonly accounts: readonly SampleAccount[];
  readonly enter: Enter;
}

function OfProposal({ proposal, accounts, enter }: GroupProps & { readonly proposal: SampleProposal }) {
  const say = useIdentityText();
  const format = useFormat();
  const people = accounts.flatMap((account) => {
    const standing = account.standings.find(({ proposalId }) => proposalId === proposal.id);
    return standing ? [{ account, standing }] : [];
  });
  const gaps = {
    lead: format.state(proposal.coordinatingState),
    partners: format.list(proposal.partnerStates.map((code) => format.state(code))),
    moment: format.moment(proposal.closes),
  };
  return (
    <Group
      title={proposal.acronym}
      meta={say(proposal.partnerStates.length > 0 ? 'sample.proposal' : 'sample.proposal_alone', gaps)}
    >
      {people.map(({ account, standing }) => (
        <Entry
          key={account.personId}
          account={account}
          enter={enter}
          sign={
            <Plate
              code={standing.stateCode}
              name={format.state(standing.stateCode)}
              kind={kindOf(standing)}
            />
          }
          meta={format.list(standing.roles.map((role: ProposalRole) => say(`does.${role}`)))}
        />
      ))}
    </Group>
  );
}

function OfInstallation({ accounts, enter }: GroupProps) {
  const say = useIdentityText();
  const format = useFormat();
  const people = accounts.filter(({ standings }) => standings.length === 0);
  if (people.length === 0) return null;
  return (
    <Group title={say('sample.installation')} meta={say('sample.installation_meta')}>
      {people.map((account) => (
        <Entry
          key={account.personId}
          account={account}
          enter={enter}
          sign={<Icon name={iconOf(account.installationRoles)} />}
          meta={format.list(account.installationRoles.map((role) => say(`does.${role}`)))}
        />
      ))}
    </Group>
  );
}

function Group({ title, meta, children }: { title: string; meta: string; children: ReactNode }) {
  return (
    <section className={classes.group}>
      <h3 className={classes.groupTitle}>{title}</h3>
      <p className={classes.soft}>{meta}</p>
      <ul className={classes.list}>{children}</ul>
    </section>
  );
}

interface EntryProps {
  readonly account: SampleAccount;
  readonly sign: ReactNode;
  readonly meta: string;
  readonly enter: Enter;
}

function Entry({ account, sign, meta, enter }: EntryProps) {
  return (
    <li>
      <button type="button" className={classes.entry} onClick={() => enter(account.personId)}>
        <span className={classes.sign}>{sign}</span>
        <span className={classes.words}>
          <b>{account.displayName}</b>
          <span className={classes.does}>{meta}</span>
        </span>
        <Icon name="arrow" />
      </button>
    </li>
  );
}

/** What the plate says: the coordinating state is filled, whoever only reads is dashed. */
function kindOf({ memberRole, roles }: Standing): 'lead' | 'member' | 'off' {
  if (roles.every((role) => role === 'observer')) return 'off';
  return memberRole === 'coordinator' ? 'lead' : 'member';
}

const iconOf = ([first]: readonly InstallationRole[]): IconName =>
  first === 'call_officer' ? 'page' : 'settings';
