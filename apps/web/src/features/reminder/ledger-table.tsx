import { type ReminderView, retryReminder, sendReminderNow } from '@concordat/contracts';
import { Button, type Column, DataTable, Mark, Plate, sayStatus } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { useEndpointMutation } from '../../platform/query.js';
import { useReminderText } from './reminder-text.js';
import classes from './reminder.module.css';
import { useReminderWords } from './use-reminder-words.js';

/** The ledger: who got or gets what when, and what happened to it. */
export function LedgerTable({
  rows,
  onOpen,
}: {
  rows: readonly ReminderView[];
  onOpen: (id: string) => void;
}) {
  const say = useReminderText();
  const words = useWords();
  const format = useFormat();
  const { subject, what } = useReminderWords();
  const columns: Column<ReminderView>[] = [
    {
      id: 'state',
      head: say('ledger.state'),
      cell: ({ state }) => <Mark kind={state}>{words(`reminder_state.${state}`)}</Mark>,
    },
    {
      id: 'when',
      head: say('ledger.when'),
      entryLabel: say('ledger.when'),
      isNowrap: true,
      cell: ({ dueAt, sentAt }) => format.stamp(sentAt ?? dueAt),
    },
    {
      id: 'to',
      head: say('ledger.to'),
      entryLabel: say('ledger.to'),
      cell: ({ recipient: { stateCode, displayName, address } }) => (
        <span className={classes.who}>
          {stateCode !== null && <Plate code={stateCode} name={format.state(stateCode)} />}
          {displayName ?? address}
        </span>
      ),
    },
    {
      id: 'subject',
      head: say('ledger.subject'),
      isRowHeader: true,
      cell: (row) => (
        <>
          {subject(row)}
          <span className={classes.note}>{what(row)}</span>
        </>
      ),
    },
    {
      id: 'acts',
      head: say('ledger.acts'),
      isHeadHidden: true,
      align: 'end',
      cell: (row) => (
        <span className={classes.acts}>
          <Release row={row} subject={subject(row)} />
          <Button
            kind="quiet"
            size="dense"
            aria-label={say('ledger.open_of', { subject: subject(row) })}
            onPress={() => onOpen(row.id)}
          >
            {say('ledger.open')}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={say('ledger.caption')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      rhythm="roomy"
    />
  );
}

/** Sends a planned one now, or tries a failed one again. */
function Release({ row, subject }: { row: ReminderView; subject: string }) {
  const say = useReminderText();
  const isRetry = row.abilities['reminder.retry'] === true;
  const release = useEndpointMutation(isRetry ? retryReminder : sendReminderNow, {
    onSuccess: () => sayStatus({ text: say('ledger.released') }),
  });
  if (!isRetry && row.abilities['reminder.send_now'] !== true) return null;
  const verb = isRetry ? 'ledger.retry' : 'ledger.send_now';
  return (
    <Button
      size="dense"
      isPending={release.isPending}
      pendingLabel={say('ledger.working')}
      aria-label={say(`${verb}_of`, { subject })}
      onPress={() =>
        release.mutate(
          { params: { reminderId: row.id } },
          { onError: (error) => void sayStatus({ text: error.message }) },
        )
      }
    >
      {say(verb)}
    </Button>
  );
}
