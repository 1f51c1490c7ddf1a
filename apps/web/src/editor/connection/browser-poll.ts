import { awaitChanges } from '@concordat/contracts';
import { call } from '../../platform/client.js';
import { SharedPoll, type TabMessage, wantAgainMs } from './shared-poll.js';

/** Named with a number: tabs of another release, who may mean something else, are not listened to. */
const name = 'concordat.text-changes.1';
/** Longer than the server ever lets somebody wait. */
const answerWithinMs = 35_000;

let poll: SharedPoll | undefined;

/** The question that all texts of this browser share. */
export function browserPoll(): SharedPoll {
  poll ??= startPoll();
  return poll;
}

function startPoll(): SharedPoll {
  const canAgree = 'locks' in navigator && typeof BroadcastChannel !== 'undefined';
  const channel = canAgree ? new BroadcastChannel(name) : undefined;
  const started = new SharedPoll({
    ask: (body, signal) =>
      call(
        awaitChanges,
        { body },
        { signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]), quiet: true },
      ),
    say: (message) => channel?.postMessage(message),
    // The lock is let go when its tab closes, however that happens, and the browser hands it to the next.
    lead: (whileLeading) => void (canAgree ? navigator.locks.request(name, whileLeading) : whileLeading()),
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  });
  channel?.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => started.hear(data));
  setInterval(() => started.wantAgain(), wantAgainMs);
  return started;
}
