import type { AuditKind, AuditLine, AuditPage } from '@concordat/contracts';
import { Actions, Button, DataTable, EmptyState, Loading, Section, Select } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import type { RefusalError } from '../../platform/refusal-error.js';
import { useReader } from '../../platform/session.js';
import type { RecordSearch } from './audit.search.js';
import classes from './audit.module.css';
import { whatWasDone } from './did.js';
import { useAuditText } from './text.js';

interface RecordListProps {
  /** Undefined while the first page is being read, and where that failed. */
  page: AuditPage | undefined;
  /** Why it could not be read, or not anew; what was read before stays. */
  refusal: RefusalError | null;
  onAgain: () => void;
  kinds: readonly AuditKind[];
  search: RecordSearch;
  change: (part: Partial<RecordSearch>) => void;
}

const nothingChosen = { kind: undefined, person: undefined, section: undefined, before: undefined };

/** What was done, day by day, the newest first. */
export function RecordList({ page, refusal, onAgain, kinds, search, change }: RecordListProps) {
  const say = useAuditText();
  const words = useWords();
  const format = useFormat();
  const zone = useReader()?.zone ?? 'UTC';
  const dayOf = ({ at }: AuditLine) => format.day({ at, zone });
  return (
    <Section
      title={say('list.heading')}
      rule="bare"
      actions={page && <Filters page={page} kinds={kinds} search={search} change={change} />}
    >
      {refusal && (
        <div className={classes.unread}>
          <RefusalBanner refusal={refusal} title={say('list.unread')} />
          <Actions>
            <Button onPress={onAgain}>{say('list.again')}</Button>
          </Actions>
        </div>
      )}
      {page === undefined && !refusal && <Loading label={say('list.reading')} />}
      {page && (
        <DataTable
          caption={say('list.heading')}
          rows={page.lines}
          rowKey={({ number }) => number}
          groupOf={(line) => ({ id: dayOf(line), title: dayOf(line) })}
          empty={<Nothing page={page} onAll={() => change(nothingChosen)} />}
          columns={[
            {
              id: 'when',
              head: say('list.when'),
              cell: ({ at }) => <time dateTime={at}>{format.time({ at, zone })}</time>,
              isNowrap: true,
            },
            {
              id: 'what',
              head: say('list.what'),
              cell: (line) => <span className={classes.what}>{whatWasDone(line, say, words, format)}</span>,
              isRowHeader: true,
            },
            {
              id: 'number',
              head: say('list.number'),
              cell: ({ number }) => (
                <span className={classes.number}>
                  {say('list.numbered', { number: format.number(number) })}
                </span>
              ),
              align: 'end',
              isHeadHidden: true,
              isNowrap: true,
            },
          ]}
        />
      )}
      <div className={classes.pages}>
        <Actions>
          {search.before !== undefined && (
            <Button size="dense" onPress={() => change({ before: undefined })}>
              {say('list.newest')}
            </Button>
          )}
          {page?.next != null && (
            <Button size="dense" onPress={() => change({ before: page.next ?? undefined })}>
              {say('list.earlier')}
            </Button>
          )}
        </Actions>
      </div>
    </Section>
  );
}

function Nothing({ page, onAll }: { page: AuditPage; onAll: () => void }) {
  const say = useAuditText();
  return page.total === 0 ? (
    <EmptyState title={say('empty.title')}>{say('empty.text')}</EmptyState>
  ) : (
    <EmptyState title={say('none.title')} action={<Button onPress={onAll}>{say('none.all')}</Button>}>
      {say('none.text')}
    </EmptyState>
  );
}

const everything = 'all';

type FiltersProps = Pick<RecordListProps, 'kinds' | 'search' | 'change'> & { page: AuditPage };

function Filters({ page, kinds, search, change }: FiltersProps) {
  const say = useAuditText();
  const chosen = (id: string | null) => (id === null || id === everything ? undefined : id);
  return (
    <div className={classes.filters}>
      <Select
        label={say('filter.kind')}
        isLabelHidden
        size="dense"
        options={[
          { id: everything, label: say('filter.kind.all') },
          ...kinds.map((id) => ({ id, label: say(`kind.${id}`) })),
        ]}
        value={search.kind ?? everything}
        onChange={(id) => change({ kind: chosen(id) as RecordSearch['kind'], before: undefined })}
      />
      {page.people.length > 0 && (
        <Select
          label={say('filter.person')}
          isLabelHidden
          size="dense"
          options={[
            { id: everything, label: say('filter.person.all') },
            ...page.people.map(({ id, displayName }) => ({ id, label: displayName })),
          ]}
          value={search.person ?? everything}
          onChange={(id) => change({ person: chosen(id), before: undefined })}
        />
      )}
      {page.sections.length > 0 && (
        <Select
          label={say('filter.section')}
          isLabelHidden
          size="dense"
          options={[
            { id: everything, label: say('filter.section.all') },
            ...page.sections.map(({ id, number, title }) => ({ id, label: `${number} ${title}` })),
          ]}
          value={search.section ?? everything}
          onChange={(id) => change({ section: chosen(id), before: undefined })}
        />
      )}
    </div>
  );
}
