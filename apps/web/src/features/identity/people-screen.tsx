import { type InvitationMade, listPeople, type PersonLine } from '@concordat/contracts';
import { Button, ScreenHead, Section } from '@concordat/ui';
import { useState } from 'react';
import { useEndpointData } from '../../platform/query.js';
import { PeopleDialogs } from './people-dialogs.js';
import { PeopleTable } from './people-table.js';
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
      <Section title={say('people.list')} rule="bare">
        <PeopleTable people={people} onAsk={setAsked} />
      </Section>
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
