import type { ProofWays } from '@concordat/contracts';

/** What the dialog that asks for a proof takes. */
export interface ProofDialogProps {
  /** How the person can prove themselves, where that is known already. */
  readonly known?: ProofWays | undefined;
  readonly onProved: () => void;
  readonly onLeave: () => void;
}

type Ask = (known: ProofWays | undefined) => Promise<boolean>;

let provided: Ask | undefined;
let underWay: Promise<boolean> | undefined;

/** The shell says how a person is asked. Returns how to take that back. */
export function provideProof(ask: Ask): () => void {
  provided = ask;
  return () => {
    if (provided === ask) provided = undefined;
  };
}

/** Asks the person for a fresh proof: one dialog for however many requests wait for it. Gives whether it was given. */
export function askForProof(known?: ProofWays): Promise<boolean> {
  if (provided === undefined) return Promise.resolve(false);
  underWay ??= provided(known).finally(() => {
    underWay = undefined;
  });
  return underWay;
}
