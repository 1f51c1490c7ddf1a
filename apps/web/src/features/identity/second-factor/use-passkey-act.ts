import { useState } from 'react';
import { RefusalError } from '../../../platform/refusal-error.js';
import { PasskeyError, type PasskeyFailure } from './passkey-ceremony.js';

/** Something done with a passkey: under way, failed in the browser, or refused by the server. */
export interface PasskeyAct {
  readonly run: () => Promise<void>;
  readonly isRunning: boolean;
  readonly failure: PasskeyFailure | null;
  readonly refusal: RefusalError | null;
}

/** Runs a ceremony with everything that may go wrong told apart. */
export function usePasskeyAct(act: () => Promise<void>): PasskeyAct {
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<PasskeyFailure | null>(null);
  const [refusal, setRefusal] = useState<RefusalError | null>(null);
  const run = async () => {
    setRunning(true);
    setFailure(null);
    setRefusal(null);
    try {
      await act();
    } catch (error) {
      if (error instanceof PasskeyError) setFailure(error.failure);
      else if (error instanceof RefusalError) setRefusal(error);
      else throw error;
    } finally {
      setRunning(false);
    }
  };
  return { run, isRunning, failure, refusal };
}
