import { makeQueryClient, keyOf } from './query.js';
import { readPortfolio, readProposal } from '@concordat/contracts';
import { startLiveUpdates, type Stream } from './live-updates.js';

class FakeStream implements Stream {
  readyState = 1;
  private readonly listeners = new Map<string, (event: Event) => void>();
  addEventListener(kind: string, listener: unknown): void {
    this.listeners.set(kind, listener as (event: Event) => void);
  }
  close(): void {
    this.readyState = 2;
  }
  say(kind: string, data: unknown = {}): void {
    this.listeners.get(kind)?.(new MessageEvent(kind, { data: JSON.stringify(data) }));
  }
}

const mine = '00000000-0000-4000-8000-000000000001';
const other = '00000000-0000-4000-8000-000000000002';

function setUp() {
  const client = makeQueryClient();
  const keys = {
    mine: keyOf(readProposal, { params: { proposalId: mine } }),
    other: keyOf(readProposal, { params: { proposalId: other } }),
    none: keyOf(readPortfolio, {}),
  };
  const fresh = () => {
    for (const key of Object.values(keys)) client.setQueryData(key, {});
  };
  const old = () =>
    Object.entries(keys)
      .filter(([, key]) => client.getQueryState(key)?.isInvalidated)
      .map(([name]) => name);
  const streams: FakeStream[] = [];
  const onEnd = jest.fn();
  const open = () => {
    const stream = new FakeStream();
    streams.push(stream);
    return stream;
  };
  const stop = startLiveUpdates({ client, open, onEnd });
  fresh();
  return { streams, fresh, old, onEnd, stop };
}

describe('startLiveUpdates', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('has the proposal read again and what belongs to none, but no other proposal', () => {
    const { streams, old, stop } = setUp();
    streams[0]?.say('open');
    streams[0]?.say('change', { kind: 'verdict.given', proposalId: mine, id: 'x' });
    jest.advanceTimersByTime(500);
    expect(old()).toEqual(['mine', 'none']);
    stop();
  });

  it.each(['resync', 'open'])('has everything read again after %s', (kind) => {
    const { streams, old, stop } = setUp();
    streams[0]?.say('open');
    jest.advanceTimersByTime(500);
    expect(old()).toEqual([]);
    streams[0]?.say(kind);
    jest.advanceTimersByTime(500);
    expect(old()).toEqual(['mine', 'other', 'none']);
    stop();
  });

  it('comes back later and later after being refused', () => {
    const { streams, stop } = setUp();
    const refuse = (stream: FakeStream | undefined) => {
      stream?.close();
      stream?.say('error');
    };
    refuse(streams[0]);
    jest.advanceTimersByTime(4_000);
    expect(streams).toHaveLength(2);
    refuse(streams[1]);
    jest.advanceTimersByTime(4_000);
    expect(streams).toHaveLength(2);
    jest.advanceTimersByTime(4_000);
    expect(streams).toHaveLength(3);
    stop();
  });

  it('stays away when the session has ended', () => {
    const { streams, onEnd, stop } = setUp();
    streams[0]?.say('bye');
    jest.advanceTimersByTime(120_000);
    expect(onEnd).toHaveBeenCalledTimes(1);
    expect(streams).toHaveLength(1);
    stop();
  });

  it('does not listen in a hidden tab and reads again when it is seen', () => {
    const { streams, old, stop } = setUp();
    streams[0]?.say('open');
    const visibility = jest.spyOn(document, 'visibilityState', 'get');
    visibility.mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(streams[0]?.readyState).toBe(2);
    visibility.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    streams[1]?.say('open');
    jest.advanceTimersByTime(500);
    expect(old()).toEqual(['mine', 'other', 'none']);
    visibility.mockRestore();
    stop();
  });
});
