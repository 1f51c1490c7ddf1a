import { enablePerson, type PersonLine, sendPasswordReset } from '@concordat/contracts';
import { Banner, Button, type Column, DataTable, Mark } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import classes from './people.module.css';
import type { AskedOfPeople } from './people-screen.js';
import { useIdentityText } from './text.js';

/** What a {@link PeopleTable} takes. */
export interface PeopleTableProps {
  readonly people: readonly PersonLine[];
  readonly onAsk: (asked: AskedOfPeople) => void;
}

/** The accounts, by name. */
export function PeopleTable({ people, onAsk }: PeopleTableProps) {
  const say = useIdentityText();
  const words = useWords();
  const format = useFormat();
  const enable = useEndpointMutation(enablePerson);
  const reset = useEndpointMutation(sendPasswordReset);
  const columns: Column<PersonLine>[] = [
    {
      id: 'name',
      head: say('people.name'),
      cell: ({ displayName, email, isSample }) => (
        <>
          <b>{displayName}</b>
          <div className={classes.soft}>{isSample ? `${email} · ${say('people.sample')}` : email}</div>
        </>
      ),
    },
    {
      id: 'roles',
      head: say('people.roles'),
      entryLabel: say('people.roles'),
      cell: ({ installationRoles }) =>
        installationRoles.length === 0 ? (
          <span className={classes.soft}>{say('people.no_roles')}</span>
        ) : (
          format.list(installationRoles.map((role) => words(`installation_role.${role}`)))
        ),
    },
    {
      id: 'seen',
      head: say('people.seen'),
      entryLabel: say('people.seen'),
      cell: ({ lastSeenAt }) => (lastSeenAt === null ? say('people.never') : format.stamp(lastSeenAt)),
    },
    {
      id: 'factor',
      head: say('people.factor'),
      entryLabel: say('people.factor'),
      cell: ({ hasSecondFactor }) =>
        hasSecondFactor ? (
          <Mark kind="signed">{say('people.factor.yes')}</Mark>
        ) : (
          <span className={classes.soft}>{say('people.factor.no')}</span>
        ),
    },
    {
      id: 'state',
      head: say('people.state'),
      entryLabel: say('people.state'),
      cell: ({ disabledAt }) =>
        disabledAt === null ? (
          <Mark kind="signed">{say('people.open')}</Mark>
        ) : (
          <Mark kind="cancelled" wraps>
            {say('people.closed', { date: format.stamp(disabledAt) })}
          </Mark>
        ),
    },
    {
      id: 'act',
      head: say('people.act'),
      isHeadHidden: true,
      align: 'end',
      cell: (person) => (
        <PersonActs
          person={person}
          onAsk={onAsk}
          isEnabling={enable.isPending && enable.variables.params.personId === person.id}
          isResetting={reset.isPending && reset.variables.params.personId === person.id}
          onReset={() => reset.mutate({ params: { personId: person.id } })}
          onEnable={() =>
            enable.mutate({ params: { personId: person.id }, body: { version: person.version } })
          }
        />
      ),
    },
  ];
  const resetTo = people.find(({ id }) => id === reset.variables?.params.personId)?.email ?? '';
  return (
    <>
      <RefusalBanner refusal={enable.error ?? reset.error} title={say('people.refused')} />
      {reset.isSuccess && (
        <Banner tone="info" icon="mail" title={say('people.reset_sent', { email: resetTo })} />
      )}
      <DataTable
        caption={say('people.caption')}
        columns={columns}
        rows={people}
        rowKey={({ id }) => id}
        rhythm="roomy"
      />
    </>
  );
}

interface PersonActsProps {
  readonly person: PersonLine;
  readonly onAsk: (asked: AskedOfPeople) => void;
  readonly isEnabling: boolean;
  readonly onEnable: () => void;
  readonly isResetting: boolean;
  readonly onReset: () => void;
}

function PersonActs({ person, onAsk, isEnabling, onEnable, isResetting, onReset }: PersonActsProps) {
  const say = useIdentityText();
  const { abilities, displayName: name, disabledAt, hasSecondFactor, isLastAdmin } = person;
  return (
    <span className={classes.acts}>
      {abilities['person.set_roles'] && (
        <Button
          size="dense"
          kind="quiet"
          aria-label={say('people.change_of', { name })}
          onPress={() => onAsk({ what: 'roles', person })}
        >
          {say('people.change')}
        </Button>
      )}
      {abilities['person.send_reset'] && disabledAt === null && !person.isSample && (
        <Button
          size="dense"
          kind="quiet"
          aria-label={say('people.reset_of', { name })}
          isPending={isResetting}
          onPress={onReset}
        >
          {say('people.reset')}
        </Button>
      )}
      {abilities['second_factor.reset'] && hasSecondFactor && (
        <Button
          size="dense"
          kind="quiet"
          aria-label={say('people.factor_reset_of', { name })}
          onPress={() => onAsk({ what: 'factor', person })}
        >
          {say('people.factor_reset')}
        </Button>
      )}
      {abilities['person.disable'] && disabledAt === null && (
        <Button
          size="dense"
          kind="quiet"
          aria-label={say('people.disable_of', { name })}
          reasonPlace="tip"
          disabledReason={isLastAdmin ? say('people.last_admin') : undefined}
          onPress={() => onAsk({ what: 'disable', person })}
        >
          {say('people.disable')}
        </Button>
      )}
      {abilities['person.disable'] && disabledAt !== null && (
        <Button
          size="dense"
          kind="quiet"
          aria-label={say('people.enable_of', { name })}
          isPending={isEnabling}
          onPress={onEnable}
        >
          {say('people.enable')}
        </Button>
      )}
    </span>
  );
}
