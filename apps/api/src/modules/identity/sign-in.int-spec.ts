import {
  changePassword,
  editProfile,
  endAllSessions,
  endSession,
  listSessions,
  readSession,
  signIn,
  signOut,
} from '@concordat/contracts';
import { Agent, startTestServer, type TestServer } from '../../testing/index.js';
import { Passwords } from './passwords.js';
import { sessionSeconds } from './session.repository.js';

const email = 'anna@ministry.example';
const password = 'seven lakes and a birch';

describe('signing in', () => {
  let server: TestServer;
  let personId: string;

  beforeAll(async () => {
    server = await startTestServer();
    personId = await server.addPerson({ email, displayName: 'Anna' });
    const hash = await server.app.get(Passwords, { strict: false }).hash(password);
    await server.sql('update person set password_hash = $2 where id = $1', [personId, hash]);
  });
  beforeEach(() => server.sql('delete from sign_in_attempt'));
  afterAll(() => server.stop());

  const tryToSignIn = (body: { email: string; password: string }, agent = server.nobody()) =>
    agent.call(signIn, { body });

  const sidOf = (headers: Headers): string =>
    headers.getSetCookie().find((cookie) => cookie.startsWith('sid-')) ?? '';

  async function signedIn(): Promise<Agent> {
    const { headers } = await tryToSignIn({ email, password });
    return new Agent(server.url, sidOf(headers).split(';')[0] ?? '', personId);
  }

  it('says who is signed in, and to nobody only whether the sample is open', async () => {
    expect(await server.nobody().get(readSession, {})).toEqual({ person: null, sampleSignIn: true });
    const view = await (await signedIn()).get(readSession, {});
    expect(view.person).toMatchObject({ id: personId, email, displayName: 'Anna', isSample: false });
    expect(view).toMatchObject({
      abilities: { 'person.read_all': false, 'proposal.found': false },
      memberships: [],
      mailboxMode: true,
    });
  });

  it('takes the address in any spelling', async () => {
    expect((await tryToSignIn({ email: '  ANNA@Ministry.Example ', password })).status).toBe(200);
  });

  it('answers a wrong password, an unknown address and a closed account alike', async () => {
    await server.addPerson({ email: 'closed@ministry.example' });
    await server.sql(`update person set disabled_at = now() where email = 'closed@ministry.example'`);
    const answers = [];
    for (const who of [email, 'nobody@ministry.example', 'closed@ministry.example']) {
      const { status, refusal, headers } = await tryToSignIn({ email: who, password: 'wrong' });
      answers.push({
        status,
        code: refusal?.code,
        message: refusal?.message,
        cookies: headers.getSetCookie(),
      });
    }
    expect(answers[0]).toMatchObject({ status: 401, code: 'sign_in.failed', cookies: [] });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('does as much work for an unknown address as for a known one', async () => {
    const time = async (who: string): Promise<number> => {
      const taken: number[] = [];
      for (let round = 0; round < 9; round += 1) {
        await server.sql('delete from sign_in_attempt');
        const from = performance.now();
        await tryToSignIn({ email: who, password: 'wrong' });
        taken.push(performance.now() - from);
      }
      return taken.sort((one, other) => one - other)[4] ?? 0;
    };
    const known = await time(email);
    const unknown = await time('nobody@ministry.example');
    // Argon2 takes the most of it; without the stand-in hash the unknown address is several times faster.
    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });

  it('slows guessing down, says for how long, and locks nobody out', async () => {
    for (let round = 0; round < 5; round += 1) await tryToSignIn({ email, password: 'wrong' });
    const slowed = await tryToSignIn({ email, password });
    expect(slowed.status).toBe(429);
    expect(slowed.headers.get('retry-after')).toBe('1');
    expect(slowed.refusal).toMatchObject({
      code: 'attempts.slow_down',
      message: expect.stringMatching(/again in 1 s\.$/) as unknown,
    });
    await server.sql(`update sign_in_attempt set at = at - interval '2 s'`);
    expect((await tryToSignIn({ email, password })).status).toBe(200);
    expect((await tryToSignIn({ email, password: 'wrong' })).status).toBe(401);
  });

  it('counts a hundred tries at once as a hundred', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => tryToSignIn({ email: 'target@ministry.example', password: 'wrong' })),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  });

  it('keeps the budget of a known device when strangers spend the account’s', async () => {
    const { headers } = await tryToSignIn({ email, password });
    const device =
      headers
        .getSetCookie()
        .find((cookie) => cookie.startsWith('did-'))
        ?.split(';')[0] ?? '';
    for (let round = 0; round < 5; round += 1) await tryToSignIn({ email, password: 'wrong' });
    expect((await tryToSignIn({ email, password })).status).toBe(429);
    const known = new Agent(server.url, device, null);
    expect((await tryToSignIn({ email, password }, known)).status).toBe(200);
  });

  it('keeps no address of who tried', async () => {
    await tryToSignIn({ email: 'secret@ministry.example', password: 'wrong' });
    const rows = await server.sql<{ text: string }>('select a::text as text from sign_in_attempt a');
    expect(rows.map(({ text }) => text).join()).not.toMatch(/secret|127\.0\.0\.1/);
  });

  it('gives a cookie that scripts cannot read and keeps only its hash', async () => {
    const { headers } = await tryToSignIn({ email, password });
    const cookie = sidOf(headers);
    expect(cookie).toMatch(new RegExp(`^sid-${server.config.port}=[\\w-]{43};`));
    expect(cookie).toMatch(/; Path=\//);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).toContain(`Max-Age=${sessionSeconds}`);
    expect(cookie).not.toMatch(/Secure|Domain/);
    const token = /=([\w-]+)/.exec(cookie)?.[1] ?? 'none';
    const rows = await server.sql<{ text: string }>('select s::text as text from session s');
    expect(rows.map(({ text }) => text).join()).not.toContain(token);
  });

  it('begins a new session at each sign-in and ends the one the browser had', async () => {
    const first = await signedIn();
    const { headers } = await tryToSignIn({ email, password }, first);
    expect((await first.get(readSession, {})).person).toBeNull();
    const second = new Agent(server.url, sidOf(headers).split(';')[0] ?? '', personId);
    expect((await second.get(readSession, {})).person).not.toBeNull();
  });

  it('ends a session at sign-out, and a second sign-out does no harm', async () => {
    const agent = await signedIn();
    const { headers } = await agent.call(signOut, {});
    expect(sidOf(headers)).toMatch(/=;.*Expires=Thu, 01 Jan 1970/);
    expect((await agent.get(readSession, {})).person).toBeNull();
    expect((await agent.call(signOut, {})).status).toBe(200);
    expect(await agent.refused(listSessions, {})).toBe('unauthenticated');
  });

  it('lists the own sessions, ends one, and finds nobody else’s', async () => {
    const here = await signedIn();
    const there = await signedIn();
    const stranger = await server.addPerson({ email: 'bela@ministry.example' });
    const other = await server.signIn('bela@ministry.example');
    const { sessions } = await there.get(listSessions, {});
    const thereId = sessions.find(({ isThisOne }) => isThisOne)?.id ?? '';
    expect(await other.refused(endSession, { params: { sessionId: thereId } })).toBe('not_found');
    expect(stranger).not.toBe(personId);
    await here.get(endSession, { params: { sessionId: thereId } });
    expect((await there.get(readSession, {})).person).toBeNull();
    expect((await here.get(readSession, {})).person).not.toBeNull();
    expect(await here.refused(endSession, { params: { sessionId: thereId } })).toBe('not_found');
  });

  it('signs out everywhere, at once, and announces it', async () => {
    const agents = [await signedIn(), await signedIn()];
    await agents[0]?.get(endAllSessions, {});
    for (const agent of agents) expect((await agent.get(readSession, {})).person).toBeNull();
    const announced = await server.sql(`select from outbox where kind = 'session.ended'`);
    expect(announced.length).toBeGreaterThanOrEqual(2);
  });

  it('closes the live stream of a session that ends', async () => {
    const streaming = await signedIn();
    const stream = await streaming.fetch('/api/live');
    const read = stream.text();
    await (await signedIn()).get(endAllSessions, {});
    expect(await read).toMatch(/event: bye/);
  });

  it('forgets a session that was idle too long or is too old, whatever it did since', async () => {
    const idle = await signedIn();
    await server.sql(`update session set last_seen_at = now() - interval '13 hours' where person_id = $1`, [
      personId,
    ]);
    expect((await idle.get(readSession, {})).person).toBeNull();
    const old = await signedIn();
    await server.sql(`update session set expires_at = now() where person_id = $1`, [personId]);
    expect((await old.get(readSession, {})).person).toBeNull();
  });

  it('notes activity at most once a minute', async () => {
    const agent = await signedIn();
    const seen = () =>
      server.sql(
        'select last_seen_at from session where person_id = $1 and ended_at is null order by created_at desc limit 1',
        [personId],
      );
    const before = await seen();
    await agent.get(readSession, {});
    expect(await seen()).toEqual(before);
    await server.sql(`update session set last_seen_at = now() - interval '2 min' where person_id = $1`, [
      personId,
    ]);
    const earlier = await seen();
    await agent.get(readSession, {});
    expect(await seen()).not.toEqual(earlier);
  });

  it('refuses forged and malformed cookies', async () => {
    for (const value of ['', 'x', 'a'.repeat(43), '%00', "' or 1=1 --"]) {
      const agent = new Agent(server.url, `sid-${server.config.port}=${value}`, null);
      expect((await agent.get(readSession, {})).person).toBeNull();
    }
  });

  it('changes the profile, and refuses zones and fields that do not exist', async () => {
    const agent = await signedIn();
    const profile = {
      displayName: 'Anna  Aalto',
      language: 'en',
      zone: 'Europe/Helsinki',
      theme: 'dark',
    } as const;
    await agent.get(editProfile, { body: profile });
    expect((await agent.get(readSession, {})).person).toMatchObject({
      displayName: 'Anna Aalto',
      zone: 'Europe/Helsinki',
      theme: 'dark',
    });
    const { refusal } = await agent.call(editProfile, { body: { ...profile, zone: 'Mars/Olympus' } });
    expect(refusal).toMatchObject({
      code: 'input.invalid',
      fields: { zone: 'This time zone is not known.' },
    });
    const more = { ...profile, installationRoles: ['admin'] };
    expect(await agent.refused(editProfile, { body: more })).toBe('input.invalid');
  });

  it('changes the password only with the current one, and ends the other sessions', async () => {
    const here = await signedIn();
    const there = await signedIn();
    const change = (currentPassword: string, newPassword: string) =>
      here.call(changePassword, { body: { currentPassword, newPassword } });
    expect((await change('not it at all', 'nine lakes and a birch')).refusal?.code).toBe('password.wrong');
    expect((await change(password, 'short')).refusal?.fields).toHaveProperty('newPassword');
    expect((await change(password, 'Password123456!')).refusal?.code).toBe('password.common');
    expect((await change(password, 'anna@home-anna')).refusal?.code).toBe('password.contains_name');
    const { status, headers } = await change(password, 'nine lakes and a birch');
    expect(status).toBe(200);
    // This browser goes on with a new secret; whoever had the old one has nothing.
    expect((await here.get(readSession, {})).person).toBeNull();
    const renewed = new Agent(server.url, sidOf(headers).split(';')[0] ?? '', personId);
    expect((await there.get(readSession, {})).person).toBeNull();
    expect((await renewed.get(readSession, {})).person).not.toBeNull();
    expect((await tryToSignIn({ email, password })).status).toBe(401);
    expect((await tryToSignIn({ email, password: 'nine lakes and a birch' })).status).toBe(200);
  });

  it('gives the public role no table and the web role no password', async () => {
    for (const table of ['person', 'session', 'invitation', 'sign_in_attempt', 'membership'])
      await expect(server.sqlAs('public', `select 1 from ${table}`)).rejects.toThrow(/permission denied/);
    await expect(server.sqlAs('web', 'select password_hash from person')).rejects.toThrow(
      /permission denied/,
    );
    await expect(server.sqlAs('web', `select * from app.door_account($1)`, [email])).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      server.sqlAs('worker', `select * from app.door_read_session(null, $1, '1 hour')`, [personId]),
    ).rejects.toThrow(/permission denied/);
  });
});
