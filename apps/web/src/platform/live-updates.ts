import { LiveChange, liveUpdates } from '@concordat/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { addressOf } from './client.js';
import { refreshRelated } from './query.js';

/** The part of `EventSource` that is used. */
export type Stream = Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>;

/** What the listener needs of the outside. */
export interface LiveUpdatesParts {
  readonly client: QueryClient;
  readonly open?: (address: string) => Stream;
  /** Called when the server says that the session ended. */
  readonly onEnd: () => void;
}

const closed = 2;
const firstPauseMs = 4_000;
const longestPauseMs = 60_000;
/** Changes that come together are read again together. */
const gatherMs = 200;

/**
 * Listens to what changes on the server and has it read again. A hidden tab does not listen: browsers allow few lines
 * to one server, and what was missed is read when the tab is seen again. Without any line, focus does the same.
 */
export function startLiveUpdates({ client, open, onEnd }: LiveUpdatesParts): () => void {
  const openStream = open ?? ((address) => new EventSource(address));
  let stream: Stream | undefined;
  let pauseMs = firstPauseMs;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let gather: ReturnType<typeof setTimeout> | undefined;
  let changed = new Set<string | null>();
  let heardBefore = false;
  let over = false;

  const tell = () => {
    gather = undefined;
    const proposals = changed;
    changed = new Set();
    if (proposals.has(null)) void refreshRelated(client, null);
    else for (const proposalId of proposals) void refreshRelated(client, proposalId);
  };
  const note = (proposalId: string | null) => {
    changed.add(proposalId);
    gather ??= setTimeout(tell, gatherMs);
  };
  const hangUp = () => {
    clearTimeout(retry);
    stream?.close();
    stream = undefined;
  };
  const listen = () => {
    hangUp();
    if (over || document.visibilityState === 'hidden') return;
    const line = openStream(addressOf(liveUpdates, {}));
    stream = line;
    line.addEventListener('open', () => {
      pauseMs = firstPauseMs;
      if (heardBefore) note(null);
      heardBefore = true;
    });
    line.addEventListener('change', (event) => {
      const change = readChange((event as MessageEvent<string>).data);
      note(change?.proposalId ?? null);
    });
    line.addEventListener('resync', () => note(null));
    line.addEventListener('bye', () => {
      over = true;
      hangUp();
      onEnd();
    });
    line.addEventListener('error', () => {
      // The browser comes back by itself after a cut line, but gives up when it was refused.
      if (line.readyState !== closed || line !== stream) return;
      retry = setTimeout(listen, pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    });
  };
  const onVisibility = () => (document.visibilityState === 'hidden' ? hangUp() : listen());

  document.addEventListener('visibilitychange', onVisibility);
  listen();
  return () => {
    over = true;
    document.removeEventListener('visibilitychange', onVisibility);
    clearTimeout(gather);
    hangUp();
  };
}

function readChange(data: string): LiveChange | undefined {
  try {
    return LiveChange.safeParse(JSON.parse(data)).data;
  } catch {
    // Something changed, even if it cannot be read: everything is asked for again.
    return undefined;
  }
}
