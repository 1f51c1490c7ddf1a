import type { DeadlineView } from '@concordat/contracts';
import { Button, type Column, DataTable, EmptyState } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { Owner, Standing, useTitleOf, WhenNote } from './deadline-parts.js';
import { useDeadlineText } from './deadline-text.js';
import classes from './deadline.module.css';
import type { Asked } from './deadlines-screen.js';

/** What only follows something else is changed there: the cut-off by its authority, sections and reviews at theirs. */
const isOwn = ({ kind, standing }: DeadlineView): boolean =>
  (standing === 'planned' || standing === 'late') && !['cut_off', 'section', 'review_round'].includes(kind);

/** Every deadline with every fact, for reading and for changing. */
export function DeadlineTable({
  deadlines,
  mayEdit,
  onAsk,
}: {
  deadlines: readonly DeadlineView[];
  mayEdit: boolean;
  onAsk: (asked: Asked) => void;
}) {
  const say = useDeadlineText();
  const format = useFormat();
  const titleOf = useTitleOf();
  const columns: Column<DeadlineView>[] = [
    { id: 'step', head: say('list.step'), cell: (row) => titleOf(row), isRowHeader: true },
    {
      id: 'when',
      head: say('list.when'),
      entryLabel: say('list.when'),
      cell: (row) => (
        <>
          {format.moment(row.moment)}
          <span className={classes.note}>
            <WhenNote deadline={row} />
          </span>
        </>
      ),
    },
    {
      id: 'done_when',
      head: say('list.done_when'),
      entryLabel: say('list.done_when'),
      cell: ({ kind }) => say(`done_when.${kind}`),
    },
    {
      id: 'state',
      head: say('list.state'),
      entryLabel: say('list.state'),
      cell: (row) => <Standing deadline={row} />,
    },
    {
      id: 'owner',
      head: say('list.owner'),
      entryLabel: say('list.owner'),
      cell: (row) => <Owner deadline={row} />,
    },
  ];
  if (mayEdit)
    columns.push({
      id: 'acts',
      head: say('list.acts'),
      isHeadHidden: true,
      align: 'end',
      cell: (deadline) =>
        isOwn(deadline) && (
          <span className={classes.acts}>
            {(['edit', 'done', 'cancel'] as const).map((what) => (
              <Button
                key={what}
                size="dense"
                kind={what === 'edit' ? 'secondary' : 'quiet'}
                aria-label={say(`act.${what}_of`, { title: titleOf(deadline) })}
                onPress={() => onAsk({ what, deadline })}
              >
                {say(`act.${what}`)}
              </Button>
            ))}
          </span>
        ),
    });
  return (
    <DataTable
      caption={say('list.caption')}
      columns={columns}
      rows={deadlines}
      rowKey={({ id }) => id}
      rhythm="roomy"
      empty={<EmptyState title={say('list.empty.title')}>{say('list.empty.text')}</EmptyState>}
    />
  );
}
