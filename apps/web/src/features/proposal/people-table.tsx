import type { ConsortiumView, MembershipView, MemberView } from '@concordat/contracts';
import { Button, type Column, DataTable, Who } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import type { Asked } from './consortium-dialogs.js';
import classes from './consortium.module.css';
import { plateOfMember } from './state-words.js';
import { useProposalText, useReader } from './use-say.js';

interface Line {
  readonly member: MemberView;
  readonly membership: MembershipView;
}

/** Everybody with a running membership, state by state. */
export function PeopleTable({ view, onAsk }: { view: ConsortiumView; onAsk: (asked: Asked) => void }) {
  const say = useProposalText();
  const words = useWords();
  const format = useFormat();
  const { zone } = useReader();
  const lines = view.members.flatMap((member) => member.people.map((membership) => ({ member, membership })));
  const columns: Column<Line>[] = [
    {
      id: 'name',
      head: say('consortium.people.name'),
      cell: ({ member, membership: { person } }) => (
        <Who
          plate={plateOfMember({
            stateCode: member.state.code,
            stateName: member.state.name,
            role: member.role,
          })}
        >
          <b className={classes.strong}>{person.displayName}</b>
        </Who>
      ),
    },
    {
      id: 'email',
      head: say('consortium.people.email'),
      entryLabel: say('consortium.people.email'),
      cell: ({ membership: { person, addressChangedAt } }) => (
        <>
          {person.email}
          {addressChangedAt !== null && (
            <div className={classes.soft}>
              {say('consortium.people.email_changed', { day: format.day({ at: addressChangedAt, zone }) })}
            </div>
          )}
        </>
      ),
    },
    {
      id: 'roles',
      head: say('consortium.people.roles'),
      entryLabel: say('consortium.people.roles'),
      cell: ({ membership: { roles, lastCoordinator } }) => (
        <>
          {format.list(roles.map((role) => words(`role.${role}`)))}
          {lastCoordinator && <div className={classes.soft}>{say('consortium.people.last_coordinator')}</div>}
        </>
      ),
    },
    {
      id: 'since',
      head: say('consortium.people.since'),
      entryLabel: say('consortium.people.since'),
      cell: ({ membership: { since } }) => format.day({ at: since, zone }),
    },
    {
      id: 'act',
      head: say('consortium.members.act'),
      isHeadHidden: true,
      align: 'end',
      cell: ({ membership }) => <PersonActs membership={membership} onAsk={onAsk} />,
    },
  ];
  return (
    <DataTable
      caption={say('consortium.people.caption')}
      columns={columns}
      rows={lines}
      rowKey={({ membership }) => membership.id}
      rhythm="middle"
    />
  );
}

function PersonActs({ membership, onAsk }: { membership: MembershipView; onAsk: (asked: Asked) => void }) {
  const say = useProposalText();
  const { abilities, person, lastCoordinator } = membership;
  const name = person.displayName;
  return (
    <span className={classes.acts}>
      {abilities['membership.change'] && (
        <Button
          size="dense"
          kind="quiet"
          aria-label={say('consortium.people.change_of', { name })}
          onPress={() => onAsk({ what: 'change', membership })}
        >
          {say('consortium.people.change')}
        </Button>
      )}
      {abilities['membership.end'] && (
        <Button
          size="dense"
          kind="quiet"
          aria-label={say('consortium.people.end_of', { name })}
          reasonPlace="tip"
          disabledReason={lastCoordinator ? say('consortium.people.last_coordinator') : undefined}
          onPress={() => onAsk({ what: 'end', membership })}
        >
          {say('consortium.people.end')}
        </Button>
      )}
    </span>
  );
}
