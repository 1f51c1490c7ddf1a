import { parentPort } from 'node:worker_threads';
import { answerTo } from './compare-texts.js';
import type { CompareAnswer, CompareRequest } from './compare.types.js';

const answer = (given: CompareAnswer): void => parentPort?.postMessage(given);

parentPort?.on('message', (request: CompareRequest) => {
  try {
    answer(answerTo(request));
  } catch (error) {
    answer({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
});

answer({ kind: 'ready' });
