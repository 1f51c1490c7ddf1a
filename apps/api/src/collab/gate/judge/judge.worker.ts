import { parentPort } from 'node:worker_threads';
import type { JudgeAnswer, JudgeRequest } from './judge.types.js';
import { JudgedTexts } from './judged-texts.js';
import { ThreadClock } from './thread-clock.js';

const texts = new JudgedTexts();
const clock = ThreadClock.own();
const answer = (given: JudgeAnswer): void => parentPort?.postMessage(given);

parentPort?.on('message', (request: JudgeRequest) => {
  if (request.kind === 'forget') return texts.forget(request.sectionId);
  if (request.kind === 'load') {
    texts.load(request.sectionId, request.text);
    return answer({ kind: 'loaded' });
  }
  const start = clock.read();
  const verdict = texts.judge(request);
  answer({ kind: 'judged', verdict, costMs: clock.read() - start });
});

answer({ kind: 'ready', clock: clock.file });
