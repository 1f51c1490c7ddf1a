import { listProgress, type ProgressLine, type ProgressList } from '@concordat/contracts';
import { ButtonLink, type Column, DataTable, EmptyState, Mark, Plate, ScreenHead } from '@concordat/ui';
import { addresses } from '../../platform/addresses.js';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { useEndpointData } from '../../platform/query.js';
import { Closing, Fraction, Stage } from './proposals-table.js';
import classes from './proposals-table.module.css';
import { plateOf } from './state-words.js';
import { useReader, useSay } from './use-say.js';

/** Every proposal for the administrator: figures and dates, never a word of text. */
export function ProgressScreen() {
  return <Progress view={useEndpointData(listProgress, {})} />;
}

/** The list of what is given. */
export function Progress({ view: { proposals } }: { view: ProgressList }) {
  const say = useSay();
  const words = useWords();
  const format = useFormat();
  const reader = useReader();
  const columns: Column<ProgressLine>[] = [
    {
      id: 'proposal',
      head: say('progress.proposal'),
      cell: ({ acronym, origin, coordinatingState }) => (
        <>
          <Plate {...plateOf(coordinatingState, format.state(coordinatingState), 'lead')} />{' '}
          <span className={classes.acronym}>{acronym}</span>
          {origin !== 'own' && <div className={classes.soft}>{words(`origin.${origin}`)}</div>}
        </>
      ),
    },
    {
      id: 'call',
      head: say('progress.call'),
      cell: ({ callIdentifier }) => callIdentifier ?? say('progress.none'),
    },
    {
      id: 'closes',
      head: say('progress.closes'),
      cell: ({ closes }) => <Closing closes={closes} reader={reader} />,
    },
    { id: 'stage', head: say('progress.stage'), cell: ({ state }) => <Stage state={state} /> },
    {
      id: 'members',
      head: say('progress.members'),
      entryLabel: say('progress.members'),
      align: 'end',
      cell: ({ members }) => members,
    },
    {
      id: 'sections',
      head: say('progress.sections'),
      entryLabel: say('progress.sections'),
      align: 'end',
      cell: ({ sections: { ready, total } }) =>
        total === 0 ? (
          <span className={classes.soft}>{say('progress.none')}</span>
        ) : (
          <Fraction part={ready} whole={total} say={say} />
        ),
    },
    {
      id: 'late',
      head: say('progress.late'),
      entryLabel: say('progress.late'),
      cell: ({ sections: { late } }) => (
        <Mark kind={late > 0 ? 'late' : 'none'}>{late > 0 ? late : say('progress.none')}</Mark>
      ),
    },
    {
      id: 'awaited',
      head: say('progress.awaited'),
      entryLabel: say('progress.awaited'),
      align: 'end',
      cell: ({ verdictsAwaited }) => verdictsAwaited,
    },
    {
      id: 'next',
      head: say('progress.next'),
      entryLabel: say('progress.next'),
      cell: ({ nextDeadline }) =>
        nextDeadline === null ? (
          <span className={classes.soft}>{say('progress.none')}</span>
        ) : (
          <>
            {words(`deadline_kind.${nextDeadline.kind as 'cut_off'}`)}
            <div className={classes.soft}>{format.day(nextDeadline.due)}</div>
          </>
        ),
    },
  ];
  return (
    <>
      <ScreenHead title={say('progress.title')} lede={say('progress.lede', { total: proposals.length })} />
      {proposals.length === 0 ? (
        <EmptyState
          title={say('progress.empty.title')}
          action={<ButtonLink href={addresses.people()}>{say('progress.empty.act')}</ButtonLink>}
        >
          {say('progress.empty.text')}
        </EmptyState>
      ) : (
        <DataTable
          caption={say('progress.caption')}
          columns={columns}
          rows={proposals}
          rowKey={({ id }) => id}
          rhythm="roomy"
        />
      )}
      <p className={classes.note}>{say('progress.note')}</p>
    </>
  );
}
