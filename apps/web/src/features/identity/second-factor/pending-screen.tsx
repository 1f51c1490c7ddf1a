import { leavePendingSignIn, type PendingSignIn } from '@concordat/contracts';
import { Button } from '@concordat/ui';
import { useState } from 'react';
import { addresses } from '../../../platform/addresses.js';
import { browser } from '../../../platform/browser.js';
import { useEndpointMutation } from '../../../platform/query.js';
import { RefusalBanner } from '../../../platform/refusal-banner.js';
import { Door } from '../door.js';
import classes from '../door.module.css';
import { useIdentityText } from '../text.js';
import { RecoveryCodeList } from './recovery-code-list.js';
import { SecondStep } from './second-step.js';
import { SetUpStep } from './set-up-step.js';

/** What a {@link PendingScreen} takes. */
export interface PendingScreenProps {
  readonly pending: PendingSignIn;
  /** Where the person wanted to go. */
  readonly next: string;
  readonly onLeft: () => void;
}

/** What comes between a right password and the session, and what has to be said once it is open. */
export function PendingScreen({ pending, next, onLeft }: PendingScreenProps) {
  const say = useIdentityText();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [left, setLeft] = useState<number | null>(null);
  const goOn = () => browser.go(next);
  if (codes !== null)
    return (
      <Door heading={say('codes.title')} lede={say('codes.text')}>
        <div className={classes.form}>
          <RecoveryCodeList codes={codes} onKept={goOn} />
        </div>
      </Door>
    );
  if (left !== null)
    return (
      <Door heading={say('recovered.title')} lede={say('recovered.text', { left })}>
        <div className={classes.row}>
          <Button kind="main" size="large" onPress={() => browser.go(addresses.profile())}>
            {say('recovered.profile')}
          </Button>
          <Button size="large" onPress={goOn}>
            {say('recovered.go_on')}
          </Button>
        </div>
      </Door>
    );
  const isSetUp = pending.kind === 'set_up';
  return (
    <Door
      heading={say(isSetUp ? 'set_up.title' : 'second_step.title')}
      lede={say(isSetUp ? 'set_up.text' : 'second_step.text')}
    >
      <div className={classes.form}>
        {isSetUp ? (
          <SetUpStep pending={pending} onAdded={(shown) => (shown === null ? goOn() : setCodes(shown))} />
        ) : (
          <SecondStep pending={pending} onDone={(rest) => (rest === null ? goOn() : setLeft(rest))} />
        )}
        <Leave email={pending.email} onLeft={onLeft} />
      </div>
    </Door>
  );
}

function Leave({ email, onLeft }: { readonly email: string; readonly onLeft: () => void }) {
  const say = useIdentityText();
  const leave = useEndpointMutation(leavePendingSignIn, { refresh: 'none', onSuccess: onLeft });
  return (
    <>
      <RefusalBanner refusal={leave.error} />
      <p className={classes.help}>
        {say('second_step.as', { email })}{' '}
        <Button kind="quiet" size="dense" isPending={leave.isPending} onPress={() => leave.mutate({})}>
          {say('second_step.leave')}
        </Button>
      </p>
    </>
  );
}
