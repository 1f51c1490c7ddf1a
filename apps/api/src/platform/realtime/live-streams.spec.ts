import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Response } from 'express';
import type { SessionReader } from '../authz/index.js';
import type { NotificationListener, Subscriber } from '../database/index.js';
import { LiveStreams } from './live-streams.js';
import type { Announcement, Loss } from './live-updates.js';
import type { Standings, Taking } from './standings.js';

const mine = 'p-mine';

function start() {
  const state = {
    living: ['s', 't'],
    members: [{ proposalId: mine, personId: 'me' }],
    isAway: false,
    asked: 0,
  };
  let ear: Subscriber | undefined;
  const listener = { subscribe: (_channel: string, subscriber: Subscriber) => void (ear = subscriber) };
  const ask = <T>(answer: T): Promise<T> => {
    state.asked += 1;
    return state.isAway ? Promise.reject(new Error('the database is away')) : Promise.resolve(answer);
  };
  const sessions = { living: () => ask(new Set(state.living)) };
  const standings = {
    stillTaking: () =>
      ask(({ proposalId, personId }: Taking) =>
        state.members.some((one) => one.proposalId === proposalId && one.personId === personId),
      ),
  };
  const streams = new LiveStreams(
    listener as unknown as NotificationListener,
    sessions as unknown as SessionReader,
    standings as unknown as Standings,
  );
  streams.onModuleInit();
  const open = (sessionId = 's', personId = 'me') => {
    const tab = Object.assign(new EventEmitter(), { text: '', ended: false, writableLength: 0 });
    const response = Object.assign(tab, {
      status: () => response,
      set: () => response,
      flushHeaders: () => undefined,
      write: (text: string) => void (tab.text += text),
      end: () => void (tab.ended = true),
    });
    streams.open({ sessionId, personId }, response as unknown as Response);
    return tab;
  };
  const hear = (heard: Announcement | Loss): void => ear?.hear(JSON.stringify(heard));
  return { streams, state, open, hear, ear: () => ear, end: () => streams.beforeApplicationShutdown() };
}

const gathered = (): Promise<void> => pause(250);

describe('open tabs', () => {
  let world: ReturnType<typeof start>;
  beforeEach(() => (world = start()));
  afterEach(() => world.end());

  it('tell a person of their own proposals, each change once, and of nobody else’s', async () => {
    const tab = world.open();
    world.hear({ to: 'proposal', kind: 'verdict.given', proposalId: mine, id: '1' });
    world.hear({ to: 'proposal', kind: 'verdict.given', proposalId: mine, id: '1' });
    world.hear({ to: 'proposal', kind: 'verdict.given', proposalId: 'p-rival', id: 'canary' });
    world.hear({ to: 'person', personId: 'other', kind: 'mail.arrived', id: 'canary' });
    world.hear({ to: 'person', personId: 'me', kind: 'mail.arrived', id: '2' });
    await gathered();
    expect(tab.text.match(/event: change/g)).toHaveLength(2);
    expect(tab.text).toContain('{"kind":"verdict.given","proposalId":"p-mine","id":"1"}');
    expect(tab.text).not.toContain('canary');
  });

  it('tell nothing once the membership has ended, and end with the session or the account', async () => {
    const [tab, other] = [world.open('s'), world.open('t')];
    world.state.members = [];
    world.hear({ to: 'proposal', kind: 'verdict.given', proposalId: mine, id: '1' });
    await gathered();
    expect(tab.text).not.toContain('verdict.given');
    world.hear({ to: 'session', sessionId: 's' });
    expect([tab.ended, other.ended]).toEqual([true, false]);
    expect(tab.text).toContain('event: bye');
    world.hear({ to: 'account', personId: 'me' });
    expect(other.ended).toBe(true);
  });

  it('end where the session was over before they were heard of, or while nothing was heard', async () => {
    const stale = world.open('gone');
    await pause(0);
    expect(stale.ended).toBe(true);
    const tab = world.open('s');
    world.state.living = [];
    world.ear()?.deaf?.();
    await pause(0);
    expect(tab.ended).toBe(true);
  });

  it('cost two questions a time, however many there are', async () => {
    for (let tab = 0; tab < 50; tab += 1) world.open(tab % 2 === 0 ? 's' : 't', `person ${tab}`);
    const before = world.state.asked;
    for (let id = 0; id < 20; id += 1)
      world.hear({ to: 'proposal', kind: 'verdict.given', proposalId: mine, id: String(id) });
    await gathered();
    expect(world.state.asked - before).toBe(2);
  });

  it('close for a client that does not read, and when nobody can say who it is', async () => {
    const [slow, unsure] = [world.open('s'), world.open('t')];
    slow.writableLength = 100_000;
    world.ear()?.resume?.();
    expect(slow.ended).toBe(true);
    world.state.isAway = true;
    world.hear({ to: 'proposal', kind: 'verdict.given', proposalId: mine, id: '1' });
    await gathered();
    expect(unsure.ended).toBe(true);
    expect(unsure.text).not.toContain('bye');
  });
});
