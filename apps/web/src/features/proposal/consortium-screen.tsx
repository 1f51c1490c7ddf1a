import { type ConsortiumView, readConsortium } from '@concordat/contracts';
import { Button, ScreenHead, Section } from '@concordat/ui';
import { useState } from 'react';
import { useAddressPart } from '../../platform/place.js';
import { useEndpointData } from '../../platform/query.js';
import { ConsortiumDialogs, type Asked } from './consortium-dialogs.js';
import { InvitationsTable } from './invitations-table.js';
import { MembersTable } from './members-table.js';
import { PeopleTable } from './people-table.js';
import { consortiumLede } from './sentences.js';
import { useSay } from './use-say.js';

/** The states of a proposal, their people, and the invitations on their way. */
export function ConsortiumScreen() {
  const proposalId = useAddressPart('proposalId');
  const view = useEndpointData(readConsortium, { params: { proposalId } });
  return <Consortium view={view} proposalId={proposalId} />;
}

/** The consortium of what is given. */
export function Consortium({ view, proposalId }: { view: ConsortiumView; proposalId: string }) {
  const say = useSay();
  const [asked, setAsked] = useState<Asked | null>(null);
  const people = view.members.reduce((sum, { people: own }) => sum + own.length, 0);
  return (
    <>
      <ScreenHead
        title={say('consortium.title')}
        lede={consortiumLede(say, view.lede)}
        actions={
          view.abilities['member.add'] ? (
            <Button icon="plus" onPress={() => setAsked({ what: 'add' })}>
              {say('consortium.members.add')}
            </Button>
          ) : undefined
        }
      />
      <MembersTable view={view} onAsk={setAsked} />
      <Section
        title={say('consortium.people.heading')}
        meta={say('consortium.people.meta', { count: people })}
      >
        <PeopleTable view={view} onAsk={setAsked} />
      </Section>
      <Section
        title={say('consortium.invitations.heading')}
        meta={say('consortium.invitations.meta', { count: view.invitations.length })}
      >
        <InvitationsTable view={view} proposalId={proposalId} onAsk={setAsked} />
      </Section>
      {asked && (
        <ConsortiumDialogs
          asked={asked}
          view={view}
          proposalId={proposalId}
          onClose={() => setAsked(null)}
          onMade={(made) => setAsked({ what: 'made', made })}
        />
      )}
    </>
  );
}
