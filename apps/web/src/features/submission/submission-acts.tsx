import {
  freezeProposal,
  preparePackage,
  reopenProposal,
  type SubmissionView,
  thawProposal,
  withdrawProposal,
} from '@concordat/contracts';
import { Actions, Button, Section } from '@concordat/ui';
import { useState } from 'react';
import { useFormat } from '../../platform/format.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { ReasonDialog } from './reason-dialog.js';
import { Step } from './step.js';
import classes from './submission.module.css';
import { SubmitDialog } from './submit-dialog.js';
import { useSubmissionText } from './text.js';

/** Freezing, preparing, submitting, reopening, withdrawing: only what may be done now is offered. */
export function SubmissionActs({ view }: { view: SubmissionView }) {
  const say = useSubmissionText();
  const format = useFormat();
  const [asked, setAsked] = useState<'thaw' | 'withdraw' | 'submit' | null>(null);
  const freeze = useEndpointMutation(freezeProposal);
  const thaw = useEndpointMutation(thawProposal);
  const prepare = useEndpointMutation(preparePackage);
  const reopen = useEndpointMutation(reopenProposal);
  const withdraw = useEndpointMutation(withdrawProposal);
  const { version, moves } = view;
  const params = { proposalId: view.proposalId };
  const may = (move: (typeof moves)[number]) => moves.includes(move);
  const newest = view.packages[0];
  const ready = newest?.state === 'prepared' ? newest : undefined;
  const close = () => setAsked(null);
  return (
    <>
      <Section title={say('build.heading')}>
        <ol className={classes.steps}>
          <Step
            number={1}
            title={say('step.freeze')}
            text={
              view.frozen
                ? say('text.frozen', { when: format.stamp(view.frozen.at) })
                : say(view.origin === 'practice' ? 'text.open_practice' : 'text.open')
            }
          >
            {may('freeze') && (
              <Button
                isPending={freeze.isPending}
                pendingLabel={say('text.freezing')}
                onPress={() => freeze.mutate({ params, body: { version } })}
              >
                {say('text.freeze')}
              </Button>
            )}
            {may('thaw') && <Button onPress={() => setAsked('thaw')}>{say('text.thaw')}</Button>}
          </Step>
          <Step number={2} title={say('step.prepare')} text={say('build.text')}>
            {may('prepare') && (
              <Button
                isPending={prepare.isPending}
                pendingLabel={say('build.preparing')}
                onPress={() => prepare.mutate({ params })}
              >
                {say('build.prepare', { number: (newest?.number ?? 0) + 1 })}
              </Button>
            )}
          </Step>
          <Step number={3} title={say('step.submit')} text={say(submitText(view))}>
            {may('submit') && ready && (
              <Button kind="main" onPress={() => setAsked('submit')}>
                {say('build.submit', { number: ready.number })}
              </Button>
            )}
          </Step>
        </ol>
        <p className={classes.quiet}>{say('build.portal')}</p>
        {(may('reopen') || may('withdraw')) && (
          <Actions>
            {may('reopen') && (
              <Button
                isPending={reopen.isPending}
                pendingLabel={say('act.reopening')}
                onPress={() => reopen.mutate({ params, body: { version } })}
              >
                {say('act.reopen')}
              </Button>
            )}
            {may('withdraw') && (
              <Button kind="quiet" onPress={() => setAsked('withdraw')}>
                {say('act.withdraw')}
              </Button>
            )}
          </Actions>
        )}
        <RefusalBanner refusal={freeze.error ?? prepare.error ?? reopen.error} title={say('act.refused')} />
      </Section>
      {asked === 'submit' && ready && <SubmitDialog view={view} chosen={ready} onClose={close} />}
      {asked === 'thaw' && (
        <ReasonDialog
          title={say('act.thaw.title')}
          text={say('act.thaw.text')}
          verb={say('text.thaw')}
          working={say('act.thawing')}
          version={version}
          send={(body) => thaw.mutateAsync({ params, body })}
          onClose={close}
        />
      )}
      {asked === 'withdraw' && (
        <ReasonDialog
          title={say('act.withdraw.title')}
          text={say('act.withdraw.text')}
          verb={say('act.withdraw')}
          working={say('act.withdrawing')}
          version={version}
          send={(body) => withdraw.mutateAsync({ params, body })}
          onClose={close}
        />
      )}
    </>
  );
}

/** What the third step says: what stands in its way, or what it does. */
function submitText({ state, closed, moves, packages }: SubmissionView) {
  if (state === 'submitted') return 'submit.step.done';
  if (closed) return 'submit.step.closed';
  if (packages[0]?.state !== 'prepared') return 'submit.step.first';
  return moves.includes('submit') ? 'submit.step.ready' : 'submit.step.others';
}
