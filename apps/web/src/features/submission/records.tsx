import type { SubmissionView } from '@concordat/contracts';
import { DataTable, Section } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { outcomeOf } from './done.js';
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
