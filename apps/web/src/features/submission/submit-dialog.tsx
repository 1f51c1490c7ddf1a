import { type PackageView, submitPackage, type SubmissionView } from '@concordat/contracts';
import { ConfirmDialog, DeadlineChip } from '@concordat/ui';
import { useState } from 'react';
import { useFormat } from '../../platform/format.js';
import { useProposal } from '../../platform/place.js';
import { useProofAhead } from '../../platform/proof-ahead.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { useTimeLeft } from '../../platform/time-left.js';
import classes from './submission.module.css';
import { useSubmissionText } from './text.js';

/** Asks once more, with the cut-off in sight. The same attempt may be sent again: it counts once. */
export function SubmitDialog({
  view,
  chosen,
  onClose,
}: {
  view: SubmissionView;
  chosen: PackageView;
  onClose: () => void;
}) {
  const say = useSubmissionText();
  const format = useFormat();
  const { acronym } = useProposal();
  const { countdown, tone } = useTimeLeft(view.closes.at);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const submit = useEndpointMutation(submitPackage, { onSuccess: onClose });
  useProofAhead();
  const { number, changedSince, mustFix } = chosen;
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={say('submit.title', { number, acronym })}
      confirmLabel={say('submit.confirm', { number })}
      cancelLabel={say('submit.keep')}
      isPending={submit.isPending}
      pendingLabel={say('submit.sending')}
      onConfirm={() =>
        submit.mutate({
          params: { proposalId: view.proposalId },
          body: { packageId: chosen.id, idempotencyKey },
        })
      }
    >
      <div className={classes.asked}>
        <DeadlineChip relative={format.timeLeft(countdown)} moment={format.moment(view.closes)} tone={tone} />
        <p>{say('submit.text')}</p>
        {mustFix > 0 && <p>{say('submit.draft', { count: mustFix })}</p>}
        {changedSince.length > 0 && (
          <p>{say('package.stale', { sections: format.list(changedSince.map((each) => each.number)) })}</p>
        )}
        <RefusalBanner refusal={submit.error} title={say('act.refused')} />
      </div>
    </ConfirmDialog>
  );
}
