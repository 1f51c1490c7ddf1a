import { downloadReceipt, readReceipt, type SubmissionBrief } from '@concordat/contracts';
import { ButtonLink } from '@concordat/ui';
import { useId } from 'react';
import { addressOf } from '../../platform/client.js';
import { useEndpointData } from '../../platform/query.js';
import { Facts } from './facts.js';
import classes from './submission.module.css';
import { useSubmissionText } from './text.js';

/** What proves that it was in time, and how to prove it elsewhere. */
export function Receipt({ proposalId, submission }: { proposalId: string; submission: SubmissionBrief }) {
  const say = useSubmissionText();
  const headingId = useId();
  const params = { proposalId, submissionId: submission.id };
  const { statement, officialTime, signature, manifest } = useEndpointData(readReceipt, { params });
  const name = `receipt-${statement.number}.json`;
  return (
    <section className={classes.receipt} aria-labelledby={headingId}>
      <div>
        <h2 id={headingId} className={classes.receiptTitle}>
          {say('receipt.heading', { number: manifest.packageNumber })}
        </h2>
        <p className={classes.receiptNumber}>{say('receipt.number', { number: statement.number })}</p>
      </div>
      <Facts
        items={[
          {
            id: 'official',
            term: say('receipt.accepted'),
            value: (
              <>
                {officialTime}
                <br />
                {say('receipt.utc', { at: statement.decidedAt.slice(0, 19).replace('T', ' ') })}
              </>
            ),
          },
          { id: 'who', term: say('receipt.by'), value: submission.submittedBy.displayName },
          ...manifest.files.map((file) => ({
            id: file.name,
            term: file.name,
            value: <code>{file.sha256}</code>,
          })),
          { id: 'manifest', term: say('receipt.manifest'), value: <code>{statement.manifestSha256}</code> },
          { id: 'previous', term: say('receipt.previous'), value: <code>{statement.previousSha256}</code> },
          { id: 'signature', term: say('receipt.signature'), value: <code>{signature}</code> },
        ]}
      />
      <ButtonLink icon="download" href={addressOf(downloadReceipt, { params })} download={name}>
        {say('receipt.download')}
      </ButtonLink>
      <p className={classes.quiet}>
        {say('receipt.verify')}{' '}
        <code className={classes.command}>
          npm run concordat -- verify-receipt {name} {manifest.files[0]?.name}
        </code>
      </p>
    </section>
  );
}
