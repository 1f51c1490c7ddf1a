import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import type { ChildAnswer, ChildRequest } from './child.types.js';
import { remakeImage } from './remake.js';

/** How often the process looks at what it takes, in milliseconds. */
const lookMs = 25;

/**
 * One picture, one process. The picture is unpacked in a thread, so that the process itself can watch how much memory
 * that takes and end both: the codecs' memory is WebAssembly's, which no limit of JavaScript's heap sees.
 */
function watchOver({ bytes, head, mostMemory }: ChildRequest): void {
  const thread = new Worker(new URL(import.meta.url), { stderr: true });
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > mostMemory) answer({ kind: 'too_heavy' });
  }, lookMs);
  const answer = (given: ChildAnswer): void => {
    clearInterval(watch);
    process.send?.(given, () => process.exit());
  };
  thread.on('message', answer);
  thread.on('error', (error) => answer({ kind: 'damaged', detail: error.message }));
  thread.on('exit', () => answer({ kind: 'damaged', detail: 'the thread ended' }));
  thread.postMessage({ bytes, head });
}

async function work({ bytes, head }: Pick<ChildRequest, 'bytes' | 'head'>): Promise<ChildAnswer> {
  try {
    return { kind: 'remade', image: await remakeImage(bytes, head) };
  } catch (error) {
    return { kind: 'damaged', detail: String(error) };
  }
}

if (isMainThread) process.once('message', (request) => watchOver(request as ChildRequest));
else
  parentPort?.once('message', (request: ChildRequest) => {
    void work(request).then((given) => parentPort?.postMessage(given));
  });
