import { parentPort } from 'node:worker_threads';
import type { JudgeAnswer, JudgeRequest } from './judge.types.js';
import { JudgedTexts } from './judged-texts.js';

const texts = new JudgedTexts();
const answer = (given: JudgeAnswer): void => parentPort?.postMessage(given);

parentPort?.on('message', (request: JudgeRequest) => {
  if (request.kind === 'forget') return texts.forget(request.sectionId);
  if (request.kind === 'load') {
    texts.load(request.sectionId, request.text);
    return answer({ kind: 'loaded' });
  }
  const start = performance.now();
  const refusal = texts.judge(request);
  answer({ kind: 'judged', refusal, costMs: performance.now() - start });
});

answer({ kind: 'ready' });
