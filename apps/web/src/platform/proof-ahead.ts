import { askProof, type ProofWays } from '@concordat/contracts';
import { useEffect } from 'react';
import { call } from './client.js';
import { RefusalError } from './refusal-error.js';
import { askForProof } from './proof.js';

/** A proof that lasts less than this is renewed before something that must not be held up. */
const enoughMs = 5 * 60_000;

/**
 * Asks for a fresh proof now, if the last one would not last: for dialogs whose act must not be held up by the question,
 * such as a submission in the last minute. Whoever leaves it is asked again by the act itself.
 */
export function useProofAhead(): void {
  useEffect(() => {
    void proveAhead();
  }, []);
}

async function proveAhead(): Promise<void> {
  let known: ProofWays;
  try {
    known = await call(askProof, {});
  } catch (error) {
    // Nothing is lost: the act itself asks again.
    if (error instanceof RefusalError) return;
    throw error;
  }
  const left = Date.parse(known.provedUntil) - Date.parse(known.serverTime);
  if (left < enoughMs && known.ways.length > 0) await askForProof(known);
}
