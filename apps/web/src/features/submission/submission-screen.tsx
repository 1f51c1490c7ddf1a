import {
  downloadPackageFile,
  type PackageView,
  readSubmission,
  type SubmissionView,
} from '@concordat/contracts';
import { Banner, Button, ButtonLink, Columns, DefinitionList, ScreenHead, Section } from '@concordat/ui';
import { addressOf } from '../../platform/client.js';
import { type Format, useFormat } from '../../platform/format.js';
import { useAddressPart } from '../../platform/place.js';
import { useEndpoint, useEndpointData } from '../../platform/query.js';
import { Checklist } from './checklist.js';
import { Receipt } from './receipt.js';
import { Attempts, AuditRecord } from './records.js';
import { SubmissionActs } from './submission-acts.js';
import { type Say, useSubmissionText } from './text.js';

/** What is missing, what goes, what has gone: from the checks to the receipt. */
export function SubmissionScreen() {
  const say = useSubmissionText();
  const proposalId = useAddressPart('proposalId');
  const view = useEndpointData(readSubmission, { params: { proposalId } });
  const { refetch, isFetching } = useEndpoint(readSubmission, { params: { proposalId } });
  const newest = view.packages[0];
  const again = (
    <Button
      size="dense"
      isPending={isFetching}
      pendingLabel={say('check.again.working')}
      onPress={() => void refetch()}
    >
      {say('check.again')}
    </Button>
  );
  const aside = (
    <>
      {newest ? <Package proposalId={proposalId} made={newest} /> : <p>{say('build.none')}</p>}
      {view.standing && <Receipt proposalId={proposalId} submission={view.standing.submission} />}
    </>
  );
  return (
    <>
      <ScreenHead title={say('submission.title')} lede={ledeOf(view, say)} />
      <Standing view={view} />
      <Columns aside={aside} label={say('receipt.heading')}>
        <Checklist view={view} again={again} />
        <SubmissionActs view={view} />
        <Attempts view={view} />
        {view.abilities['audit.read'] && <AuditRecord proposalId={proposalId} />}
      </Columns>
    </>
  );
}

function ledeOf(view: SubmissionView, say: Say): string {
  if (view.state === 'submitted') return say('lede.submitted');
  if (view.closed) return say('lede.closed');
  if (view.state === 'withdrawn') return say('lede.withdrawn');
  const count = view.checks.filter(({ group }) => group === 'must_fix').length;
  return count > 0 ? say('lede.must_fix', { count }) : say('lede.clear');
}

const numbersOf = (changed: readonly { readonly number: string }[], format: Format): string =>
  format.list(changed.map(({ number }) => number));

function Standing({ view: { standing, closes } }: { view: SubmissionView }) {
  const say = useSubmissionText();
  const format = useFormat();
  if (!standing) return <Banner tone="info" announce="off" title={say('standing.none')} />;
  const { submission, changedSince } = standing;
  return (
    <Banner
      tone={changedSince.length > 0 ? 'stale' : 'info'}
      icon="lock"
      announce="off"
      title={say('standing.title', {
        number: submission.packageNumber,
        when: format.moment({ at: submission.decidedAt, zone: closes.zone }),
      })}
    >
      {changedSince.length > 0
        ? say('standing.changed', { count: changedSince.length, sections: numbersOf(changedSince, format) })
        : say('standing.same')}
    </Banner>
  );
}

function Package({ proposalId, made }: { proposalId: string; made: PackageView }) {
  const say = useSubmissionText();
  const format = useFormat();
  const { number, pages, preparedAt, preparedBy, changedSince } = made;
  return (
    <Section title={say('package.heading', { number })} meta={say('package.meta', { pages })}>
      <p>{say('package.prepared', { when: format.stamp(preparedAt), who: preparedBy.displayName })}</p>
      {changedSince.length > 0 && (
        <Banner
          tone="stale"
          announce="off"
          title={say('package.stale', { sections: numbersOf(changedSince, format) })}
        />
      )}
      {made.files.map((file) => (
        <div key={file.id}>
          <ButtonLink
            icon="download"
            href={addressOf(downloadPackageFile, {
              params: { proposalId, packageId: made.id, fileId: file.id },
            })}
            download={file.name}
          >
            {say('package.file', { name: file.name })}
          </ButtonLink>
          <DefinitionList
            items={[{ id: file.id, term: say('package.hash'), value: <code>{file.sha256}</code> }]}
          />
        </div>
      ))}
    </Section>
  );
}
