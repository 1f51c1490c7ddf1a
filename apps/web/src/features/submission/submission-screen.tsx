import { readSubmission, type SubmissionView } from '@concordat/contracts';
import { Banner, Button, Columns, ScreenHead } from '@concordat/ui';
import { type Format, useFormat } from '../../platform/format.js';
import { useAddressPart } from '../../platform/place.js';
import { useEndpoint, useEndpointData } from '../../platform/query.js';
import { Checklist } from './checklist.js';
import { PackageSection } from './package-section.js';
import { Receipt } from './receipt.js';
import { Attempts } from './records.js';
import { SubmissionActs } from './submission-acts.js';
import { Submissions } from './submissions.js';
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
      <PackageSection proposalId={proposalId} made={newest} />
      {view.standing && <Receipt proposalId={proposalId} submission={view.standing.submission} />}
    </>
  );
  return (
    <>
      <ScreenHead title={say('submission.title')} lede={ledeOf(view, say)} />
      <Standing view={view} />
      <Columns aside={aside} label={say('aside.label')}>
        <Checklist view={view} again={again} />
        <SubmissionActs view={view} />
        <Submissions view={view} />
        <Attempts view={view} />
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

function Standing({ view: { standing, submissions, closes } }: { view: SubmissionView }) {
  const say = useSubmissionText();
  const format = useFormat();
  if (!standing) {
    const withdrawn = submissions.find(({ state }) => state === 'withdrawn');
    const title = withdrawn
      ? say('standing.withdrawn', {
          number: withdrawn.packageNumber,
          when: format.stamp(withdrawn.withdrawnAt ?? withdrawn.decidedAt),
        })
      : say('standing.none');
    return <Banner tone="info" announce="off" title={title} />;
  }
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
