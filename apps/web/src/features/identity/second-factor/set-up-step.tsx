import {
  offerAppAtSignIn,
  offerPasskeyAtSignIn,
  type PendingSignIn,
  setUpAppAtSignIn,
  setUpPasskeyAtSignIn,
} from '@concordat/contracts';
import { SegmentedControl } from '@concordat/ui';
import { useState } from 'react';
import { call } from '../../../platform/client.js';
import { useIdentityText } from '../text.js';
import { AppSetUp } from './app-set-up.js';
import { passkeysWork } from './passkey-ceremony.js';
import { PasskeyPlaceNote } from './passkey-place-note.js';
import { PasskeySetUp } from './passkey-set-up.js';

/** What a {@link SetUpStep} takes. */
export interface SetUpStepProps {
  readonly pending: PendingSignIn;
  /** Signed in, with the recovery codes to be shown. */
  readonly onAdded: (recoveryCodes: readonly string[] | null) => void;
}

/** Leads somebody whose role needs a second factor to one, before anything else. */
export function SetUpStep({ pending, onAdded }: SetUpStepProps) {
  const say = useIdentityText();
  const hasPasskeys = passkeysWork(pending.passkeyOrigin);
  const [kind, setKind] = useState<'passkey' | 'app'>(hasPasskeys ? 'passkey' : 'app');
  return (
    <>
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
          onAdded={onAdded}
        />
      ) : (
        <PasskeySetUp
          offer={() => call(offerPasskeyAtSignIn, {})}
          add={(body) => call(setUpPasskeyAtSignIn, { body })}
          onAdded={onAdded}
        />
      )}
    </>
  );
}
