import {
  offerAppAtSignIn,
  offerPasskeyAtSignIn,
  type PendingSignIn,
  setUpAppAtSignIn,
  setUpPasskeyAtSignIn,
} from '@concordat/contracts';
import { SegmentedControl } from '@concordat/ui';
import { useState } from 'react';
import { browser } from '../../../platform/browser.js';
import { call } from '../../../platform/client.js';
import classes from '../door.module.css';
import { useIdentityText } from '../text.js';
import { AppSetUp } from './app-set-up.js';
import { passkeysWork } from './passkey-ceremony.js';
import { PasskeyPlaceNote } from './passkey-place-note.js';
import { PasskeySetUp } from './passkey-set-up.js';
import { RecoveryCodeList } from './recovery-code-list.js';

/** Leads somebody whose role needs a second factor to one, before anything else. */
export function SetUpStep({ pending, next }: { readonly pending: PendingSignIn; readonly next: string }) {
  const say = useIdentityText();
  const hasPasskeys = passkeysWork(pending.passkeyOrigin);
  const [kind, setKind] = useState<'passkey' | 'app'>(hasPasskeys ? 'passkey' : 'app');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const added = (shown: readonly string[] | null) => {
    if (shown === null) browser.go(next);
    else setCodes(shown);
  };
  if (codes !== null)
    return (
      <>
        <h2 className={classes.step}>{say('codes.title')}</h2>
        <RecoveryCodeList codes={codes} onKept={() => browser.go(next)} />
      </>
    );
  return (
    <>
      <h2 className={classes.step}>{say('set_up.title')}</h2>
      <p>{say('set_up.text')}</p>
      {hasPasskeys ? (
        <SegmentedControl
          label={say('set_up.kind')}
          segments={[
            { id: 'passkey', label: say('set_up.kind.passkey') },
            { id: 'app', label: say('set_up.kind.app') },
          ]}
          value={kind}
          onChange={setKind}
          isWide
        />
      ) : (
        <PasskeyPlaceNote origin={pending.passkeyOrigin} />
      )}
      {kind === 'app' ? (
        <AppSetUp
          offer={() => call(offerAppAtSignIn, {})}
          confirm={(body) => call(setUpAppAtSignIn, { body })}
          onAdded={added}
        />
      ) : (
        <PasskeySetUp
          offer={() => call(offerPasskeyAtSignIn, {})}
          add={(body) => call(setUpPasskeyAtSignIn, { body })}
          onAdded={added}
        />
      )}
    </>
  );
}
