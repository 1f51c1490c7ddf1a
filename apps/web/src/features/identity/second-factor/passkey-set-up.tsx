import { type AddPasskey, type FactorAdded, PasskeyName, type PasskeyToMake } from '@concordat/contracts';
import { TextField } from '@concordat/ui';
import { useEffect, useState } from 'react';
import { useIdentityText } from '../text.js';
import { loadCeremony, makePasskey } from './passkey-ceremony.js';
import { PasskeyButton } from './passkey-button.js';
import classes from './second-factor.module.css';

/** What a {@link PasskeySetUp} takes; the two ways in, at sign-in and from the profile, differ in what they call. */
export interface PasskeySetUpProps {
  readonly offer: () => Promise<PasskeyToMake>;
  readonly add: (answer: AddPasskey) => Promise<FactorAdded>;
  readonly onAdded: (recoveryCodes: readonly string[] | null) => void;
}

/** Makes a passkey under a name. */
export function PasskeySetUp({ offer, add, onAdded }: PasskeySetUpProps) {
  const say = useIdentityText();
  const [name, setName] = useState(() => say('passkey.name_first'));
  const [complaint, setComplaint] = useState<string | undefined>();
  useEffect(() => void loadCeremony(), []);
  const make = async () => {
    const named = PasskeyName.safeParse(name);
    setComplaint(named.error?.issues[0]?.message);
    if (!named.success) return;
    const passkey = await makePasskey(await offer());
    onAdded((await add({ name: named.data, passkey })).recoveryCodes);
  };
  return (
    <div className={classes.setUp}>
      <p>{say('passkey.text')}</p>
      <TextField
        label={say('passkey.name')}
        description={say('passkey.name_help')}
        autoComplete="off"
        value={name}
        onChange={setName}
        {...(complaint === undefined ? {} : { errorMessage: complaint })}
      />
      <div className={classes.setUp}>
        <PasskeyButton kind="main" act={make} refusedTitle={say('factor.refused')}>
          {say('passkey.make')}
        </PasskeyButton>
      </div>
    </div>
  );
}
