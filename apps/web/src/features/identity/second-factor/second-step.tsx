import { askSecondStepPasskey, finishSignIn, type PendingSignIn, type Prove } from '@concordat/contracts';
import { Banner } from '@concordat/ui';
import { call } from '../../../platform/client.js';
import { useIdentityText } from '../text.js';
import { FactorAnswer } from './factor-answer.js';
import { passkeysWork } from './passkey-ceremony.js';

/** What a {@link SecondStep} takes. */
export interface SecondStepProps {
  readonly pending: PendingSignIn;
  /** Signed in; how many recovery codes are left, where one was used up. */
  readonly onDone: (recoveryCodesLeft: number | null) => void;
}

/** The second step of a sign-in whose password was right. */
export function SecondStep({ pending, onDone }: SecondStepProps) {
  const say = useIdentityText();
  const ways = pending.ways.filter((way) => way !== 'passkey' || passkeysWork(pending.passkeyOrigin));
  if (ways.length === 0)
    return (
      <Banner tone="warning" title={say('second_step.no_way.title')}>
        {say(pending.passkeyOrigin === null ? 'second_step.no_name' : 'second_step.no_way', {
          origin: pending.passkeyOrigin ?? '',
        })}
      </Banner>
    );
  const send = async (answer: Prove) => {
    // A password was given already; it is no second proof.
    if (answer.with !== 'password') onDone((await call(finishSignIn, { body: answer })).recoveryCodesLeft);
  };
  return (
    <FactorAnswer
      ways={ways}
      askPasskey={() => call(askSecondStepPasskey, {})}
      send={send}
      verb={say('sign_in.submit')}
      refusedTitle={say('sign_in.refused')}
    />
  );
}
