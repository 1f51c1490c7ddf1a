import { type InvitationMade, listPeople, type PersonLine } from '@concordat/contracts';
import { Button, EmptyState, ScreenHead, Section, TextField } from '@concordat/ui';
import { useState } from 'react';
import { useFormat } from '../../platform/format.js';
import { useEndpointData } from '../../platform/query.js';
import { PeopleDialogs } from './people-dialogs.js';
import { PeopleTable } from './people-table.js';
import classes from './people.module.css';
import { PersonInvitations } from './person-invitations.js';
import { useIdentityText } from './text.js';

/** What the admin wants to do. */
export type AskedOfPeople =
  | { readonly what: 'invite' }
  | { readonly what: 'roles' | 'disable' | 'factor'; readonly person: PersonLine }
  | { readonly what: 'made'; readonly made: InvitationMade };

/** Everybody with an account in this installation, and who was invited to one. */
export function PeopleScreen() {
  const say = useIdentityText();
  const { people, invitations, abilities } = useEndpointData(listPeople, {});
  const [asked, setAsked] = useState<AskedOfPeople | null>(null);
  const waiting = invitations.filter(({ state }) => state === 'sent').length;
  return (
    <>
      <ScreenHead
        title={say('people.title')}
        lede={say('people.lede', { people: people.length, invitations: waiting })}
        actions={
          abilities['person.invite'] ? (
            <Button kind="main" icon="plus" onPress={() => setAsked({ what: 'invite' })}>
              {say('people.invite')}
            </Button>
          ) : undefined
        }
      />
      <AccountsSection people={people} onAsk={setAsked} />
      <Section title={say('invitations.title')} meta={say('invitations.meta', { count: invitations.length })}>
        <PersonInvitations
          invitations={invitations}
          mayInvite={abilities['person.invite'] === true}
          onMade={(made) => setAsked({ what: 'made', made })}
        />
      </Section>
      {asked && (
        <PeopleDialogs
          asked={asked}
          onClose={() => setAsked(null)}
          onMade={(made) => setAsked({ what: 'made', made })}
        />
      )}
    </>
  );
}

/** From here on a list is searched rather than read. */
const manyPeople = 8;

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** The accounts; a long list is searched by a part of name or address, accents or not. */
function AccountsSection({
  people,
  onAsk,
}: {
  readonly people: readonly PersonLine[];
  readonly onAsk: (asked: AskedOfPeople) => void;
}) {
  const say = useIdentityText();
  const format = useFormat();
  const [wanted, setWanted] = useState('');
  const found = people.filter(({ displayName, email }) =>
    plain(`${displayName} ${email}`).includes(plain(wanted.trim())),
  );
  const isSearching = wanted.trim() !== '';
  return (
    <Section
      title={say('people.list')}
      rule="bare"
      {...(isSearching
        ? {
            meta: say('people.found', {
              found: format.number(found.length),
              total: format.number(people.length),
            }),
          }
        : {})}
    >
      <p className={classes.soft}>{say('people.roles_help')}</p>
      {people.length >= manyPeople && (
        <div className={classes.search}>
          <TextField
            type="search"
            autoComplete="off"
            label={say('people.search')}
            value={wanted}
            onChange={setWanted}
          />
        </div>
      )}
      {found.length === 0 ? (
        <EmptyState title={say('people.search_none')}>{say('people.search_none_text')}</EmptyState>
      ) : (
        <PeopleTable people={found} onAsk={onAsk} />
      )}
    </Section>
  );
}
