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
  const close = () => setAsked(null);
  return (
    <>
      <Section title={say('text.heading')}>
        <p>{view.frozen ? say('text.frozen', { when: format.stamp(view.frozen.at) }) : say('text.open')}</p>
        <Actions>
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
        </Actions>
      </Section>
      <Section title={say('build.heading')}>
        <p>{say('build.text')}</p>
        <Actions>
          {may('prepare') && (
            <Button
              isPending={prepare.isPending}
              pendingLabel={say('build.preparing')}
              onPress={() => prepare.mutate({ params })}
            >
              {say('build.prepare', { number: (newest?.number ?? 0) + 1 })}
            </Button>
          )}
          {may('submit') && newest?.state === 'prepared' && (
            <Button kind="main" onPress={() => setAsked('submit')}>
              {say('build.submit', { number: newest.number })}
            </Button>
          )}
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
        <RefusalBanner refusal={freeze.error ?? prepare.error ?? reopen.error} title={say('act.refused')} />
      </Section>
      {asked === 'submit' && newest && <SubmitDialog view={view} chosen={newest} onClose={close} />}
      {asked === 'thaw' && (
        <ReasonDialog
          title={say('act.thaw.title')}
          text={say('act.thaw.text')}
          verb={say('text.thaw')}
          working={say('act.reopening')}
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
