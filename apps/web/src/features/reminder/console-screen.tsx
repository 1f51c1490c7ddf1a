import { followDeadlines, readReminderConsole, type ReminderConsole } from '@concordat/contracts';
import { reminderStates } from '@concordat/domain';
import { Button, DefinitionList, EmptyState, KeyValue, ScreenHead, Section, Select } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { useAddressSearch } from '../../platform/place.js';
import { useEndpointData } from '../../platform/query.js';
import { AlarmBanners } from './alarm-banners.js';
import { FollowedDeadlinesTable } from './followed-deadlines.js';
import { LedgerTable } from './ledger-table.js';
import { ReminderDialog } from './reminder-dialog.js';
import { useReminderText } from './reminder-text.js';
import classes from './reminder.module.css';
import { ConsoleSearch } from './reminder.search.js';
import { useReminderWords } from './use-reminder-words.js';

const everything = 'all';

/** Every reminder of every proposal, how the queue is doing, and the deadlines behind it. */
export function ConsoleScreen() {
  const say = useReminderText();
  const { duration } = useReminderWords();
  const [search, change] = useAddressSearch(ConsoleSearch);
  const { proposal: proposalId, state, after, open } = search;
  const view = useEndpointData(readReminderConsole, { query: { proposalId, state, after } });
  const { deadlines } = useEndpointData(followDeadlines, { query: { proposalId } });
  const { sent, failed, late, longestLateSeconds } = view.figures;
  return (
    <>
      <ScreenHead
        title={say('console.title')}
        lede={say('console.lede', { sent, failed, late, longest: duration(longestLateSeconds) })}
      />
      <AlarmBanners alarms={view.alarms} />
      <Figures view={view} />
      <Queue queue={view.queue} />
      <Section
        title={say('ledger.heading')}
        meta={say('ledger.meta', { total: view.total, all: state === undefined ? 'yes' : 'no' })}
        actions={<Filters view={view} search={search} change={change} />}
      >
        {view.reminders.length === 0 ? (
          <EmptyState title={say('ledger.empty.title')}>{say('ledger.empty.text')}</EmptyState>
        ) : (
          <LedgerTable rows={view.reminders} onOpen={(id) => change({ open: id })} />
        )}
        <div className={classes.pages}>
          {after !== undefined && (
            <Button size="dense" onPress={() => change({ after: undefined })}>
              {say('ledger.first')}
            </Button>
          )}
          {view.next !== null && (
            <Button size="dense" onPress={() => change({ after: view.next ?? undefined })}>
              {say('ledger.more')}
            </Button>
          )}
        </div>
      </Section>
      <FollowedDeadlinesTable deadlines={deadlines} />
      {open !== undefined && <ReminderDialog id={open} onClose={() => change({ open: undefined })} />}
    </>
  );
}

function Figures({ view: { figures } }: { view: ReminderConsole }) {
  const say = useReminderText();
  const format = useFormat();
  const { duration } = useReminderWords();
  const counts = (['planned', 'sent', 'cancelled', 'failed', 'late'] as const).map((id) => ({
    id,
    term: say(`figure.${id}`),
    value: format.number(figures[id]),
  }));
  const p99 = figures.p99Seconds === null ? say('figure.none') : duration(figures.p99Seconds);
  return <KeyValue items={[...counts, { id: 'p99', term: say('figure.p99'), value: p99 }]} />;
}

function Queue({ queue }: { queue: ReminderConsole['queue'] }) {
  const say = useReminderText();
  const format = useFormat();
  const { waiting, running, failedJobs, lastSweepAt, nextDueAt } = queue;
  return (
    <Section title={say('queue.heading')}>
      <DefinitionList
        items={[
          { id: 'delivery', term: say('queue.delivery'), value: say(`queue.delivery.${queue.delivery}`) },
          { id: 'backlog', term: say('queue.backlog'), value: format.number(queue.backlog) },
          {
            id: 'jobs',
            term: say('queue.jobs'),
            value: say('queue.jobs.value', { waiting, running, failed: failedJobs }),
          },
          {
            id: 'sweep',
            term: say('queue.sweep'),
            value: lastSweepAt === null ? say('queue.never') : format.stamp(lastSweepAt),
          },
          {
            id: 'next',
            term: say('queue.next'),
            value: nextDueAt === null ? say('queue.nothing') : format.stamp(nextDueAt),
          },
        ]}
      />
    </Section>
  );
}

function Filters({
  view,
  search,
  change,
}: {
  view: ReminderConsole;
  search: ConsoleSearch;
  change: (part: Partial<ConsoleSearch>) => void;
}) {
  const say = useReminderText();
  const words = useWords();
  const chosen = (id: string | null) => (id === null || id === everything ? undefined : id);
  return (
    <div className={classes.filters}>
      <Select
        label={say('ledger.proposal')}
        isLabelHidden
        size="dense"
        options={[
          { id: everything, label: say('ledger.proposal.all') },
          ...view.proposals.map(({ id, acronym }) => ({ id, label: acronym })),
        ]}
        value={search.proposal ?? everything}
        onChange={(id) => change({ proposal: chosen(id), after: undefined })}
      />
      <Select
        label={say('ledger.state')}
        isLabelHidden
        size="dense"
        options={[
          { id: everything, label: say('ledger.state.all') },
          ...reminderStates.map((id) => ({ id, label: words(`reminder_state.${id}`) })),
          { id: 'late', label: say('ledger.state.late') },
        ]}
        value={search.state ?? everything}
        onChange={(id) => change({ state: chosen(id) as ConsoleSearch['state'], after: undefined })}
      />
    </div>
  );
}
