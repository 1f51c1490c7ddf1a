import { downloadReceipt, type SubmissionBrief, type SubmissionView } from '@concordat/contracts';
import { DataTable, Section, TextLink } from '@concordat/ui';
import { addressOf } from '../../platform/client.js';
import { useFormat } from '../../platform/format.js';
import classes from './submission.module.css';
import { useSubmissionText } from './text.js';

/** Everything that was ever submitted, each with its receipt and where it stands now. */
export function Submissions({ view: { proposalId, submissions } }: { view: SubmissionView }) {
  const say = useSubmissionText();
  const format = useFormat();
  const standOf = ({ state, withdrawnAt }: SubmissionBrief) =>
    state === 'withdrawn' && withdrawnAt !== null
      ? say('stand.withdrawn_at', { when: format.stamp(withdrawnAt) })
      : say(`stand.${state}`);
  return (
    <Section title={say('submissions.heading')} meta={submissions.length}>
      <DataTable
        caption={say('submissions.heading')}
        rows={submissions}
        rowKey={({ id }) => id}
        empty={<p className={classes.quiet}>{say('submissions.none')}</p>}
        columns={[
          {
            id: 'version',
            head: say('history.number'),
            cell: ({ packageNumber }) => packageNumber,
            entryLabel: say('history.number'),
          },
          {
            id: 'when',
            head: say('submissions.when'),
            cell: ({ decidedAt }) => format.stamp(decidedAt),
            isNowrap: true,
          },
          { id: 'who', head: say('history.who'), cell: ({ submittedBy }) => submittedBy.displayName },
          { id: 'stand', head: say('submissions.stand'), cell: standOf },
          {
            id: 'receipt',
            head: say('submissions.receipt'),
            isNowrap: true,
            cell: ({ id, receiptNumber }) => (
              <TextLink
                href={addressOf(downloadReceipt, { params: { proposalId, submissionId: id } })}
                download={`receipt-${receiptNumber}.json`}
              >
                {say('receipt.number', { number: receiptNumber })}
              </TextLink>
            ),
          },
        ]}
      />
    </Section>
  );
}
