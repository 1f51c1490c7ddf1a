import { askProof, prove, type ProofWays } from '@concordat/contracts';
import { Button, Dialog, Loading } from '@concordat/ui';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../../platform/client.js';
import type { ProofDialogProps } from '../../../platform/proof.js';
import { RefusalBanner } from '../../../platform/refusal-banner.js';
import { RefusalError } from '../../../platform/refusal-error.js';
import { useIdentityText } from '../text.js';
import classes from './factor-answer.module.css';
import { FactorAnswer } from './factor-answer.js';

/** Asks for a fresh proof; what was asked for goes on by itself afterwards. */
export function ProofDialog({ known, onProved, onLeave }: ProofDialogProps) {
  const say = useIdentityText();
  const [found, setFound] = useState(known);
  const [refusal, setRefusal] = useState<RefusalError | null>(null);
  useEffect(() => {
    if (found) return undefined;
    let isWanted = true;
    call(askProof, {}).then(
      (ways) => isWanted && setFound(ways),
      (error: unknown) => {
        if (error instanceof RefusalError && isWanted) setRefusal(error);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [found]);
  return (
    <Dialog
      isOpen
      onClose={onLeave}
      mustAnswer
      title={say('proof.title')}
      actions={<Button onPress={onLeave}>{say('proof.leave')}</Button>}
    >
      <div className={classes.answer}>
        <p>{say('proof.text')}</p>
        <RefusalBanner refusal={refusal} title={say('proof.refused')} />
        {!found && !refusal && <Loading label={say('proof.loading')} rows={1} rowHeight="list" />}
        {found && <Ways found={found} onProved={onProved} />}
      </div>
    </Dialog>
  );
}

function Ways({ found, onProved }: { readonly found: ProofWays; readonly onProved: () => void }) {
  const say = useIdentityText();
  // A challenge is answered once; the next try asks for another.
  const asked = useRef(found.passkey);
  const ways = found.ways.filter((way) => way !== 'passkey' || worksHere(found));
  if (ways.length === 0) return <p>{say('proof.no_way')}</p>;
  const askPasskey = async () => {
    const question = asked.current ?? (await call(askProof, {})).passkey;
    asked.current = null;
    if (!question) throw new Error('No passkey is known any more');
    return question;
  };
  return (
    <FactorAnswer
      ways={ways}
      askPasskey={askPasskey}
      send={async (answer) => {
        await call(prove, { body: answer });
        onProved();
      }}
      verb={say('proof.confirm')}
      refusedTitle={say('proof.refused')}
    />
  );
}

const worksHere = ({ passkey }: ProofWays): boolean =>
  passkey?.rpId === window.location.hostname && 'PublicKeyCredential' in window;
