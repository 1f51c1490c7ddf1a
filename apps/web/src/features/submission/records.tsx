import { readAudit, type SubmissionView } from '@concordat/contracts';
import { Actions, Button, DataTable, Section } from '@concordat/ui';
import { useState } from 'react';
import { useFormat } from '../../platform/format.js';
import { useEndpoint } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { actDone, outcomeOf, thingOf } from './done.js';
import classes from './submission.module.css';
import { useSubmissionText } from './text.js';

/** Every try to submit and its answer. */
export function Attempts({ view }: { view: SubmissionView }) {
  const say = useSubmissionText();
  const format = useFormat();
  return (
    <Section title={say('history.heading')} meta={view.attempts.length}>
      <DataTable
        caption={say('history.heading')}
        rows={view.attempts}
        rowKey={({ at, outcome }) => `${at} ${outcome}`}
        empty={<p className={classes.quiet}>{say('history.none')}</p>}
        columns={[
          { id: 'when', head: say('history.when'), cell: ({ at }) => format.stamp(at), isNowrap: true },
          {
            id: 'number',
            head: say('history.number'),
            cell: ({ packageNumber }) => packageNumber,
            entryLabel: say('history.number'),
          },
          { id: 'who', head: say('history.who'), cell: ({ person }) => person.displayName },
          { id: 'outcome', head: say('history.outcome'), cell: (attempt) => outcomeOf(attempt, say) },
        ]}
      />
    </Section>
  );
}

/** What was done in the proposal, page by page, for those who answer for it. */
export function AuditRecord({ proposalId }: { proposalId: string }) {
  const say = useSubmissionText();
  const format = useFormat();
  const [before, setBefore] = useState<string>();
  const { data, error } = useEndpoint(
    readAudit,
    { params: { proposalId }, query: before === undefined ? {} : { before } },
    { keepPrevious: true },
  );
  const next = data?.next ?? null;
  return (
    <Section title={say('audit.heading')}>
      <RefusalBanner refusal={error} />
      <DataTable
        caption={say('audit.heading')}
        rows={data?.lines ?? []}
        rowKey={({ id }) => id}
        empty={<p className={classes.quiet}>{say('audit.none')}</p>}
        columns={[
          { id: 'when', head: say('history.when'), cell: ({ at }) => format.stamp(at), isNowrap: true },
          {
            id: 'who',
            head: say('history.who'),
            cell: ({ person }) => person?.displayName ?? say('audit.system'),
          },
          { id: 'what', head: say('audit.what'), cell: (line) => actDone(line, say) },
          {
            id: 'on',
            head: say('audit.on'),
            cell: (line) => thingOf(line, say),
          },
        ]}
      />
      <Actions>
        {next !== null && <Button onPress={() => setBefore(next)}>{say('audit.earlier')}</Button>}
        {before !== undefined && <Button onPress={() => setBefore(undefined)}>{say('audit.newest')}</Button>}
      </Actions>
    </Section>
  );
}
