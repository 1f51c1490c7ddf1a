import { downloadReceipt, readReceipt, type SubmissionBrief } from '@concordat/contracts';
import { ButtonLink, DefinitionList, Section } from '@concordat/ui';
import { addressOf } from '../../platform/client.js';
import { useEndpointData } from '../../platform/query.js';
import { useSubmissionText } from './text.js';

/** What proves that it was in time, and how to prove it elsewhere. */
export function Receipt({ proposalId, submission }: { proposalId: string; submission: SubmissionBrief }) {
  const say = useSubmissionText();
  const params = { proposalId, submissionId: submission.id };
  const { statement, officialTime, signature, manifest } = useEndpointData(readReceipt, { params });
  const name = `receipt-${statement.number}.json`;
  return (
    <Section title={say('receipt.heading')} meta={say('receipt.number', { number: statement.number })}>
      <DefinitionList
        items={[
          { id: 'official', term: say('receipt.accepted'), value: officialTime },
          {
            id: 'utc',
            term: 'UTC',
            value: say('receipt.utc', { at: statement.decidedAt.slice(0, 19).replace('T', ' ') }),
          },
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
      <ButtonLink href={addressOf(downloadReceipt, { params })} download={name}>
        {say('receipt.download')}
      </ButtonLink>
      <p>{say('receipt.verify', { file: name, pdf: manifest.files[0]?.name ?? '' })}</p>
    </Section>
  );
}
