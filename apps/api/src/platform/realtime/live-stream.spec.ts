import { setTimeout as pause } from 'node:timers/promises';
import type { Response } from 'express';
import type { SignedIn } from '../authz/index.js';
import { LiveStream } from './live-stream.js';

const mine = 'p-mine';
const me: SignedIn = {
  personId: 'me',
  sessionId: 's',
  isProved: true,
  hasSecondFactor: false,
  actor: {
    personId: 'me',
    installationRoles: [],
    memberships: [{ proposalId: mine, memberId: 'm', stateCode: 'LU', roles: ['author'] }],
  },
};

function open(reread: () => Promise<SignedIn | null>) {
  const written: string[] = [];
  const state = { ended: false, unread: 0 };
  const response = {
    status: () => response,
    set: () => response,
    flushHeaders: () => undefined,
    write: (text: string) => void written.push(text),
    end: () => void (state.ended = true),
    get writableLength() {
      return state.unread;
    },
  };
  const stream = new LiveStream(
    { sessionId: 's', personId: 'me' },
    response as unknown as Response,
    reread,
    () => undefined,
  );
  return { stream, written, state, text: () => written.join('') };
}

describe('LiveStream', () => {
  it('tells a person of their own proposals, each change once, and of nobody else’s', async () => {
    const { stream, text } = open(async () => me);
    stream.hear({ to: 'proposal', kind: 'verdict.given', proposalId: mine, id: '1' });
    stream.hear({ to: 'proposal', kind: 'verdict.given', proposalId: mine, id: '1' });
    stream.hear({ to: 'proposal', kind: 'verdict.given', proposalId: 'p-rival', id: 'canary' });
    stream.hear({ to: 'person', personId: 'other', kind: 'mail.arrived', id: 'canary' });
    stream.hear({ to: 'person', personId: 'me', kind: 'mail.arrived', id: '2' });
    await pause(250);
    expect(text().match(/event: change/g)).toHaveLength(2);
    expect(text()).toContain('{"kind":"verdict.given","proposalId":"p-mine","id":"1"}');
    expect(text()).not.toContain('canary');
    stream.end(false);
  });

  it('tells nothing once the session or the membership has ended', async () => {
    let signedIn: SignedIn | null = { ...me, actor: { ...me.actor, memberships: [] } };
    const { stream, text, state } = open(async () => signedIn);
    stream.hear({ to: 'proposal', kind: 'verdict.given', proposalId: mine, id: '1' });
    await pause(250);
    expect(text()).not.toContain('verdict.given');
    signedIn = null;
    stream.hear({ to: 'proposal', kind: 'verdict.given', proposalId: mine, id: '2' });
    await pause(250);
    expect(text()).toContain('event: bye');
    expect(state.ended).toBe(true);
  });

  it('closes for a client that does not read, and when nobody can say who it is', async () => {
    const slow = open(async () => me);
    slow.state.unread = 100_000;
    slow.stream.resync();
    expect(slow.state.ended).toBe(true);
    const unsure = open(() => Promise.reject(new Error('the database is away')));
    await unsure.stream.check();
    expect(unsure.state.ended).toBe(true);
  });
});
