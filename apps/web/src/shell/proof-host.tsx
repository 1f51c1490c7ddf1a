import { useEffect, useState, type ComponentType } from 'react';
import { loadMessages } from '../platform/i18n.js';
import { type ProofDialogProps, provideProof } from '../platform/proof.js';
import { useRegistry } from './registry-context.js';

interface Asked {
  readonly Dialog: ComponentType<ProofDialogProps>;
  readonly known: ProofDialogProps['known'];
  readonly settle: (isProved: boolean) => void;
}

/** Where every screen's requests ask for a fresh proof: the one dialog, brought by the feature that knows people. */
export function ProofHost() {
  const registry = useRegistry();
  const [asked, setAsked] = useState<Asked | null>(null);
  useEffect(() => {
    const feature = [...registry.values()].find((screen) => screen.feature.proofDialog)?.feature;
    if (!feature?.proofDialog) return undefined;
    const load = feature.proofDialog;
    return provideProof(async (known) => {
      let Dialog: ComponentType<ProofDialogProps>;
      try {
        [Dialog] = await Promise.all([load(), loadMessages(feature)]);
      } catch {
        // The network did not carry the dialog: the refusal stands, and the next press asks again.
        return false;
      }
      return new Promise((settle) => setAsked({ Dialog, known, settle }));
    });
  }, [registry]);
  if (asked === null) return null;
  const { Dialog, known, settle } = asked;
  const end = (isProved: boolean) => {
    setAsked(null);
    settle(isProved);
  };
  return <Dialog known={known} onProved={() => end(true)} onLeave={() => end(false)} />;
}
