import type { ConsortiumView, MemberView } from '@concordat/contracts';
import { Button, type Column, DataTable, Mark, NotConfirmed, Who } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import type { Asked } from './consortium-dialogs.js';
import classes from './consortium.module.css';
import { plateOf } from './state-words.js';
import { useProposalText, useReader } from './use-say.js';

/** The states, the coordinating one first; those that left at the end. */
export function MembersTable({ view, onAsk }: { view: ConsortiumView; onAsk: (asked: Asked) => void }) {
  const say = useProposalText();
  const words = useWords();
  const format = useFormat();
  const { zone } = useReader();
  const dayOf = (at: string) => format.day({ at, zone });
  const columns: Column<MemberView>[] = [
    {
      id: 'state',
      head: say('consortium.members.state'),
      cell: ({ state, role, leftAt }) => (
        <Who
          plate={plateOf(state.code, state.name, leftAt ? 'off' : role === 'coordinator' ? 'lead' : 'member')}
        >
          <b className={classes.strong}>{state.name}</b>
        </Who>
      ),
    },
    {
      id: 'role',
      head: say('consortium.members.role'),
      entryLabel: say('consortium.members.role'),
      cell: ({ role, leftAt, joinedAt }) => (
        <>
          {words(`member_role.${role}`)}
          <div className={classes.since}>
            {leftAt
              ? say('consortium.members.left', { date: dayOf(leftAt) })
              : say('consortium.members.joined', { date: dayOf(joinedAt) })}
          </div>
        </>
      ),
    },
    {
      id: 'entity',
      head: say('consortium.members.hosting_entity'),
      entryLabel: say('consortium.members.hosting_entity'),
      cell: ({ hostingEntity, verified, state, role }) => (
        <>
          {hostingEntity ?? <span className={classes.soft}>{say('consortium.members.no_entity')}</span>}
          {!verified && (
            <>
              {' '}
              <NotConfirmed sourceLabel={say('consortium.members.unconfirmed')}>
                {say('consortium.members.unconfirmed')}
              </NotConfirmed>
            </>
          )}
          {!state.euMember && role === 'partner' && (
            <div className={classes.soft}>{say('consortium.members.not_host')}</div>
          )}
        </>
      ),
    },
    {
      id: 'people',
      head: say('consortium.members.people'),
      entryLabel: say('consortium.members.people'),
      cell: ({ people }) =>
        people.length === 0 ? (
          <Mark kind="none">{say('consortium.members.no_people')}</Mark>
        ) : (
          people.map(({ person }) => person.displayName).join('; ')
        ),
    },
    {
      id: 'act',
      head: say('consortium.members.act'),
      isHeadHidden: true,
      align: 'end',
      cell: (member) => <MemberActs member={member} onAsk={onAsk} />,
    },
  ];
  return (
    <DataTable
      caption={say('consortium.members.caption')}
      columns={columns}
      rows={view.members}
      rowKey={({ id }) => id}
      rhythm="roomy"
    />
  );
}

function MemberActs({ member, onAsk }: { member: MemberView; onAsk: (asked: Asked) => void }) {
  const say = useProposalText();
  const { abilities, leftAt, sectionsLed } = member;
  if (leftAt !== null) return null;
  const of = { state: member.state.name };
  return (
    <span className={classes.acts}>
      {abilities['membership.invite'] && (
        <Button
          size="dense"
          aria-label={say('consortium.members.invite_of', of)}
          onPress={() => onAsk({ what: 'invite', member })}
        >
          {say('consortium.members.invite')}
        </Button>
      )}
      {abilities['member.edit'] && (
        <Button
          size="dense"
          kind="quiet"
          aria-label={say('consortium.members.edit_of', of)}
          onPress={() => onAsk({ what: 'edit', member })}
        >
          {say('consortium.members.edit')}
        </Button>
      )}
      {abilities['member.remove'] && (
        <Button
          size="dense"
          kind="quiet"
          aria-label={say('consortium.members.remove_of', of)}
          reasonPlace="tip"
          disabledReason={
            sectionsLed > 0 ? say('consortium.members.remove_refused', { count: sectionsLed }) : undefined
          }
          onPress={() => onAsk({ what: 'remove', member })}
        >
          {say('consortium.members.remove')}
        </Button>
      )}
    </span>
  );
}
