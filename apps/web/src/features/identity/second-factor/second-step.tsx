import {
  askSecondStepPasskey,
  finishSignIn,
  leavePendingSignIn,
  type PendingSignIn,
  type Prove,
} from '@concordat/contracts';
import { Banner, Button, ButtonLink } from '@concordat/ui';
import { useState } from 'react';
import { addresses } from '../../../platform/addresses.js';
import { browser } from '../../../platform/browser.js';
import { call } from '../../../platform/client.js';
import { useEndpointMutation } from '../../../platform/query.js';
import { RefusalBanner } from '../../../platform/refusal-banner.js';
import classes from '../door.module.css';
import { useIdentityText } from '../text.js';
import { FactorAnswer } from './factor-answer.js';
import { passkeysWork } from './passkey-ceremony.js';
import { SetUpStep } from './set-up-step.js';

/** What a {@link PendingStep} takes. */
export interface PendingStepProps {
  readonly pending: PendingSignIn;
  /** Where the person wanted to go. */
  readonly next: string;
  readonly onLeft: () => void;
}

/** What comes between a right password and the session. */
export function PendingStep(props: PendingStepProps) {
  const say = useIdentityText();
  const leave = useEndpointMutation(leavePendingSignIn, { refresh: 'none', onSuccess: props.onLeft });
  return (
    <div className={classes.form}>
      {props.pending.kind === 'second_step' ? (
        <SecondStep {...props} />
      ) : (
        <SetUpStep next={props.next} pending={props.pending} />
      )}
      <RefusalBanner refusal={leave.error} />
      <p className={classes.help}>
        {say('second_step.as', { email: props.pending.email })}{' '}
        <Button kind="quiet" size="dense" isPending={leave.isPending} onPress={() => leave.mutate({})}>
          {say('second_step.leave')}
        </Button>
      </p>
    </div>
  );
}

function SecondStep({ pending, next }: PendingStepProps) {
  const say = useIdentityText();
  const [codesLeft, setCodesLeft] = useState<number | null>(null);
  if (codesLeft !== null) return <Recovered left={codesLeft} next={next} />;
  const ways = pending.ways.filter((way) => way !== 'passkey' || passkeysWork(pending.passkeyOrigin));
  const send = async (answer: Prove) => {
    if (answer.with === 'password') return;
    const { recoveryCodesLeft } = await call(finishSignIn, { body: answer });
    if (recoveryCodesLeft === null) browser.go(next);
    else setCodesLeft(recoveryCodesLeft);
  };
  return (
    <>
      <h2 className={classes.step}>{say('second_step.title')}</h2>
      {ways.length === 0 ? (
        <Banner tone="warning" title={say('second_step.no_way.title')}>
          {say('second_step.no_way', { origin: pending.passkeyOrigin ?? '' })}
        </Banner>
      ) : (
        <FactorAnswer
          ways={ways}
          askPasskey={() => call(askSecondStepPasskey, {})}
          send={send}
          verb={say('sign_in.submit')}
          refusedTitle={say('sign_in.refused')}
        />
      )}
    </>
  );
}

/** Signed in with a recovery code: what is left of the list, and the way to a new factor. */
function Recovered({ left, next }: { readonly left: number; readonly next: string }) {
  const say = useIdentityText();
  return (
    <>
      <h2 className={classes.step}>{say('recovered.title')}</h2>
      <p>{say('recovered.text', { left })}</p>
      <div className={classes.row}>
        <ButtonLink kind="main" size="large" href={addresses.profile()}>
          {say('recovered.profile')}
        </ButtonLink>
        <Button size="large" onPress={() => browser.go(next)}>
          {say('recovered.go_on')}
        </Button>
      </div>
    </>
  );
}
