import { endAllSessions, endOtherSessions, endSession, type OwnSession } from '@concordat/contracts';
import { Button, type Column, ConfirmDialog, DataTable, Mark, Section } from '@concordat/ui';
import { useState } from 'react';
import { addresses } from '../../platform/addresses.js';
import { browser } from '../../platform/browser.js';
import { useFormat } from '../../platform/format.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import classes from './people.module.css';
import { useIdentityText } from './text.js';

/** Where the person is signed in; each place can be ended, and all at once. */
export function OwnSessionsSection({ sessions }: { readonly sessions: readonly OwnSession[] }) {
  const say = useIdentityText();
  const format = useFormat();
  const [isAsking, setAsking] = useState(false);
  const end = useEndpointMutation(endSession);
  const endOthers = useEndpointMutation(endOtherSessions);
  const columns: Column<OwnSession>[] = [
    {
      id: 'device',
      head: say('sessions.device'),
      cell: ({ device, isThisOne }) => (
        <span className={classes.device}>
          <b>{device}</b>
          {isThisOne && <Mark kind="signed">{say('sessions.this')}</Mark>}
        </span>
      ),
    },
    {
      id: 'since',
      head: say('sessions.since'),
      entryLabel: say('sessions.since'),
      cell: ({ createdAt }) => format.stamp(createdAt),
    },
    {
      id: 'seen',
      head: say('sessions.seen'),
      entryLabel: say('sessions.seen'),
      cell: ({ lastSeenAt }) => format.stamp(lastSeenAt),
    },
    {
      id: 'expires',
      head: say('sessions.expires'),
      entryLabel: say('sessions.expires'),
      cell: ({ expiresAt }) => format.stamp(expiresAt),
    },
    {
      id: 'act',
      head: say('sessions.act'),
      isHeadHidden: true,
      align: 'end',
      cell: ({ id: sessionId, device, isThisOne }) =>
        !isThisOne && (
          <Button
            size="dense"
            aria-label={say('sessions.end_of', { device })}
            isPending={end.isPending && end.variables.params.sessionId === sessionId}
            onPress={() => end.mutate({ params: { sessionId } })}
          >
            {say('sessions.end')}
          </Button>
        ),
    },
  ];
  return (
    <Section
      title={say('sessions.title')}
      meta={say('sessions.meta', { count: sessions.length })}
      actions={
        <>
          {sessions.length > 1 && (
            <Button
              size="dense"
              isPending={endOthers.isPending}
              pendingLabel={say('sessions.others_working')}
              onPress={() => endOthers.mutate({})}
            >
              {say('sessions.others')}
            </Button>
          )}
          <Button size="dense" icon="leave" onPress={() => setAsking(true)}>
            {say('sessions.all')}
          </Button>
        </>
      }
    >
      <RefusalBanner refusal={end.error ?? endOthers.error} title={say('sessions.refused')} />
      <DataTable
        caption={say('sessions.caption')}
        columns={columns}
        rows={sessions}
        rowKey={({ id }) => id}
        rhythm="middle"
      />
      {isAsking && <SignOutEverywhere onClose={() => setAsking(false)} />}
    </Section>
  );
}

function SignOutEverywhere({ onClose }: { readonly onClose: () => void }) {
  const say = useIdentityText();
  const end = useEndpointMutation(endAllSessions, {
    refresh: 'none',
    onSuccess: () => browser.go(addresses.signIn()),
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={say('sessions.all_question')}
      confirmLabel={say('sessions.all_confirm')}
      pendingLabel={say('sessions.all_working')}
      cancelLabel={say('sessions.keep')}
      isPending={end.isPending}
      onConfirm={() => end.mutate({})}
    >
      {say('sessions.all_text')}
      <RefusalBanner refusal={end.error} title={say('sessions.refused')} />
    </ConfirmDialog>
  );
}
