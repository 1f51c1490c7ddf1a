import type { PasskeyToUse, Prove } from '@concordat/contracts';
import type { ProofKind } from '@concordat/domain';
import { Button } from '@concordat/ui';
import { useEffect, useState } from 'react';
import { useIdentityText } from '../text.js';
import { CodeForm, PasswordProof, RecoveryForm } from './answer-forms.js';
import classes from './factor-answer.module.css';
import { loadCeremony, signWithPasskey } from './passkey-ceremony.js';
import { PasskeyButton } from './passkey-button.js';

/** What a {@link FactorAnswer} takes. */
export interface FactorAnswerProps {
  /** At least one, the quickest first. */
  readonly ways: readonly ProofKind[];
  readonly askPasskey: () => Promise<PasskeyToUse>;
  /** Sends the proof; a refusal is shown where it was given. */
  readonly send: (answer: Prove) => Promise<void>;
  /** The verb of the button: "Sign in", "Confirm". */
  readonly verb: string;
  readonly refusedTitle: string;
}

/** Asks for one of somebody's proofs and lets them choose another: whoever has lost one is never at a dead end. */
export function FactorAnswer({ ways, askPasskey, send, verb, refusedTitle }: FactorAnswerProps) {
  const say = useIdentityText();
  const [way, setWay] = useState<ProofKind | undefined>(ways[0]);
  useEffect(() => {
    if (ways.includes('passkey')) void loadCeremony();
  }, [ways]);
  const form = { send, verb, refusedTitle };
  return (
    <div className={classes.answer}>
      {way === 'passkey' && (
        <PasskeyButton
          kind="main"
          size="large"
          isWide
          autoFocus
          refusedTitle={refusedTitle}
          act={async () => send({ with: 'passkey', passkey: await signWithPasskey(await askPasskey()) })}
        >
          {say('proof.passkey')}
        </PasskeyButton>
      )}
      {way === 'app' && <CodeForm {...form} />}
      {way === 'recovery_code' && <RecoveryForm {...form} />}
      {way === 'password' && <PasswordProof {...form} />}
      {ways.length > 1 && (
        <div className={classes.others} role="group" aria-label={say('proof.others')}>
          {ways
            .filter((other) => other !== way)
            .map((other) => (
              <Button key={other} kind="quiet" onPress={() => setWay(other)}>
                {say(`proof.other.${other}`)}
              </Button>
            ))}
        </div>
      )}
    </div>
  );
}
