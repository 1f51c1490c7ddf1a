import type { FollowedDeadline } from '@concordat/contracts';
import { type Column, DataTable, EmptyState, Mark, type MarkKind, Section } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { useReminderText } from './reminder-text.js';

const marks: Record<FollowedDeadline['standing'], MarkKind> = {
  planned: 'planned',
  late: 'late',
  done: 'approved',
  cancelled: 'cancelled',
};

/** The deadlines of all proposals, by their kind: what people named stays with them. */
export function FollowedDeadlinesTable({ deadlines }: { deadlines: readonly FollowedDeadline[] }) {
  const say = useReminderText();
  const words = useWords();
  const format = useFormat();
  const columns: Column<FollowedDeadline>[] = [
    {
      id: 'what',
      head: say('follow.what'),
      isRowHeader: true,
      cell: ({ kind, sectionNumber }) =>
        sectionNumber === null
          ? words(`deadline_kind.${kind}`)
          : `${words(`deadline_kind.${kind}`)} ${sectionNumber}`,
    },
    {
      id: 'proposal',
      head: say('ledger.proposal'),
      entryLabel: say('ledger.proposal'),
      cell: ({ proposal }) => proposal.acronym,
    },
    {
      id: 'when',
      head: say('follow.when'),
      entryLabel: say('follow.when'),
      cell: ({ moment }) => format.moment(moment),
    },
    {
      id: 'state',
      head: say('follow.state'),
      entryLabel: say('follow.state'),
      cell: ({ standing }) => <Mark kind={marks[standing]}>{say(`follow.standing.${standing}`)}</Mark>,
    },
    {
      id: 'reminders',
      head: say('follow.reminders'),
      entryLabel: say('follow.reminders'),
      align: 'end',
      cell: ({ planned, sent, failed }) => `${planned}, ${sent}, ${failed}`,
    },
  ];
  return (
    <Section title={say('follow.heading')} meta={say('follow.meta', { count: deadlines.length })}>
      <DataTable
        caption={say('follow.caption')}
        columns={columns}
        rows={deadlines}
        rowKey={({ id }) => id}
        empty={<EmptyState title={say('follow.empty')} />}
      />
    </Section>
  );
}
