import {
  changeAddress,
  confirmAddress,
  listSessions,
  readAudit,
  readConsortium,
  readMail,
  readMailbox,
  readPasswordLink,
  readSession,
  requestPasswordReset,
  sendPasswordReset,
  setPasswordByLink,
  signIn,
} from '@concordat/contracts';
import { ProposalWorld } from '../../../test/proposal-world.js';
import { type Agent, startTestServer, type TestServer } from '../../testing/index.js';
import { Forgetting } from './forgetting.service.js';
import { Passwords } from './passwords.js';

const password = 'seven lakes and a birch';
const fresh = 'nine lakes and a spruce';

describe('links to an account', () => {
  let server: TestServer;
  let world: ProposalWorld;
  beforeAll(async () => {
    server = await startTestServer();
    world = new ProposalWorld(server);
  });
  beforeEach(() => server.sql('delete from sign_in_attempt'));
  afterAll(() => server.stop());

  async function person(email: string): Promise<Agent> {
    const id = await server.addPerson({ email, displayName: email.split('@')[0] ?? '' });
    const hash = await server.app.get(Passwords, { strict: false }).hash(password);
    await server.sql('update person set password_hash = $2 where id = $1', [id, hash]);
    return server.signIn(email);
  }

  const forgot = (email: string, agent = server.nobody()) =>
    agent.call(requestPasswordReset, { body: { email } });
  const tryToSignIn = (email: string, tried: string) =>
    server.nobody().call(signIn, { body: { email, password: tried } });

  /** Waits until the mail is delivered, and reads it as its addressee does. */
  async function linkIn(reader: Agent, subject: RegExp): Promise<string> {
    for (let tries = 0; tries < 400; tries += 1) {
      await server.settle();
      const { messages } = await reader.get(readMailbox, {});
      const found = messages.find((each) => subject.test(each.subject));
      if (found) {
        const { text } = await reader.get(readMail, { params: { messageId: found.id } });
        return /\/(?:new-password|confirm-address)\/([\w-]+)/.exec(text)?.[1] ?? 'none';
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`No mail says ${String(subject)}`);
  }

  it('set a new password, once, end every session, and leave no secret behind', async () => {
    const anna = await person('anna@ministry.example');
    expect((await forgot(' ANNA@ministry.example ')).status).toBe(200);
    const token = await linkIn(anna, /^Set a new password/);
    const stored = await server.sql<{ text: string }>(
      `select l::text as text from account_link l union all select m::text from mailbox_message m
       union all select o::text from reminder_occurrence o union all select b::text from outbox b`,
    );
    expect(stored.map(({ text }) => text).join()).not.toContain(token);
    expect(await server.nobody().get(readPasswordLink, { body: { token } })).toMatchObject({
      email: 'anna@ministry.example',
    });
    const set = (chosen: string) =>
      server.nobody().call(setPasswordByLink, { body: { token, password: chosen } });
    for (const [chosen, code] of [
      ['anna@ministry.example!', 'password.contains_name'],
      ['sunshine1234567', 'password.common'],
    ] as const)
      expect((await set(chosen)).refusal).toMatchObject({
        code,
        fields: { password: expect.any(String) as unknown },
      });
    expect((await set(fresh)).status).toBe(200);
    expect((await anna.get(readSession, {})).person).toBeNull();
    expect((await set('another lake of birches')).refusal?.code).toBe('account_link.used');
    expect((await tryToSignIn('anna@ministry.example', password)).status).toBe(401);
    expect((await tryToSignIn('anna@ministry.example', fresh)).status).toBe(200);
    const acts = await server.sql(`select from audit_event where action = 'password.reset'`);
    expect(acts).toHaveLength(1);
  });

  it('are answered alike for known and unknown addresses, in content and in median time', async () => {
    await person('bela@ministry.example');
    const times: Record<string, number[]> = { known: [], unknown: [] };
    const answers = new Set<string>();
    for (let round = 0; round < 15; round += 1)
      for (const [who, email] of [
        ['known', 'bela@ministry.example'],
        ['unknown', `nobody-${round}@ministry.example`],
      ] as const) {
        await server.sql('delete from sign_in_attempt');
        const from = performance.now();
        const { status, result, headers } = await forgot(email);
        times[who]?.push(performance.now() - from);
        answers.add(JSON.stringify([status, result, headers.getSetCookie()]));
      }
    expect(answers).toEqual(new Set([JSON.stringify([200, {}, []])]));
    const median = (all: number[] = []): number => [...all].sort((a, b) => a - b)[7] ?? 0;
    const ratio = median(times['known']) / median(times['unknown']);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
    const links = await server.sql<{ mine: boolean }>(
      `select person_id is not null as mine from account_link where email in ('', 'bela@ministry.example')`,
    );
    // Whoever asks fifteen times has three mails sent, and as many rows are written for nobody.
    expect(links.filter(({ mine }) => mine)).toHaveLength(3);
    expect(links.length).toBeGreaterThanOrEqual(30);
  });

  it('are not taken away from their owner by a rival who asks and asks', async () => {
    const cleo = await person('cleo@ministry.example');
    await forgot('cleo@ministry.example');
    const token = await linkIn(cleo, /^Set a new password/);
    for (let round = 0; round < 12; round += 1) {
      await server.sql('delete from sign_in_attempt');
      await forgot('cleo@ministry.example');
    }
    expect((await server.nobody().call(setPasswordByLink, { body: { token, password: fresh } })).status).toBe(
      200,
    );
    const [left] = await server.sql(
      `select from account_link l join person p on p.id = l.person_id
       where p.email = 'cleo@ministry.example' and used_at is null and ended_at is null`,
    );
    expect(left).toBeUndefined();
  });

  it('are slowed down by network address, apart from signing in', async () => {
    await person('dora@ministry.example');
    const answers = [];
    for (let round = 0; round < 6; round += 1) answers.push((await forgot(`x${round}@y.example`)).status);
    expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
    expect((await tryToSignIn('dora@ministry.example', password)).status).toBe(200);
  });

  it('are refused when they are malformed, foreign, too old or of a closed account', async () => {
    const emil = await person('emil@ministry.example');
    await forgot('emil@ministry.example');
    const token = await linkIn(emil, /^Set a new password/);
    const read = (wanted: string) => server.nobody().refused(readPasswordLink, { body: { token: wanted } });
    expect(await read('x'.repeat(43))).toBe('account_link.unknown');
    expect(await read('short')).toBe('input.invalid');
    expect(await server.nobody().refused(confirmAddress, { body: { token } })).toBe('account_link.unknown');
    await server.sql(`update person set disabled_at = now() where email = 'emil@ministry.example'`);
    expect(await read(token)).toBe('account_link.unknown');
    await server.sql(`update person set disabled_at = null where email = 'emil@ministry.example'`);
    await server.sql(`update account_link set expires_at = now() where email = 'emil@ministry.example'`);
    expect(await read(token)).toBe('account_link.expired');
  });

  it('are sent by an administrator to the account’s own address alone', async () => {
    const admin = await world.person('Admin', ['admin']);
    const fay = await person('fay@ministry.example');
    const params = { personId: fay.personId ?? '' };
    expect(await fay.refused(sendPasswordReset, { params: { personId: admin.personId ?? '' } })).toBe(
      'forbidden',
    );
    expect(await admin.get(sendPasswordReset, { params })).toEqual({});
    const token = await linkIn(fay, /^Set a new password/);
    expect((await admin.get(readMailbox, {})).messages).toEqual([]);
    for (let more = 0; more < 2; more += 1) await admin.get(sendPasswordReset, { params });
    expect(await admin.refused(sendPasswordReset, { params })).toBe('person.reset_sent_before');
    expect((await server.nobody().call(setPasswordByLink, { body: { token, password: fresh } })).status).toBe(
      200,
    );
  });

  it('confirm a new address; old and new are told, the consortium sees it, mail and sessions stay', async () => {
    const call = await world.call();
    const north = await world.proposal(call, 'NORTH', 'FI');
    const gus = await person('gus@ministry.example');
    await server.sql(
      'insert into membership (id, proposal_id, member_id, person_id, roles) values (gen_random_uuid(), $1, $2, $3, $4)',
      [north.id, north.coordinatorMemberId, gus.personId, ['author']],
    );
    const change = (email: string, currentPassword: string) =>
      gus.call(changeAddress, { body: { email, currentPassword } });
    expect((await change('gus@new.example', 'wrong')).refusal?.code).toBe('password.wrong');
    expect((await change('GUS@ministry.example', password)).refusal?.code).toBe('address.unchanged');
    expect((await change('gus@new.example', password)).status).toBe(200);
    const token = await linkIn(gus, /^Confirm this address/);
    await linkIn(gus, /^A new address was asked for/);
    // Nothing has changed until the link was opened.
    expect((await tryToSignIn('gus@new.example', password)).status).toBe(401);
    expect(await server.nobody().get(confirmAddress, { body: { token } })).toEqual({
      email: 'gus@new.example',
    });
    expect(await server.nobody().refused(confirmAddress, { body: { token } })).toBe('account_link.used');
    expect((await gus.get(readSession, {})).person).toMatchObject({ email: 'gus@new.example' });
    expect((await tryToSignIn('gus@new.example', password)).status).toBe(200);
    expect((await tryToSignIn('gus@ministry.example', password)).status).toBe(401);
    await linkIn(gus, /^The address of your account was changed/);
    const told = await server.sql<{ to: string }>(
      `select recipient_email as to from reminder_occurrence where kind = 'address_changed'`,
    );
    expect(told).toEqual([{ to: 'gus@ministry.example' }]);
    const { lines } = await north.coordinator.get(readAudit, {
      params: { proposalId: north.id },
      query: { kind: 'people' },
    });
    expect(lines[0]).toMatchObject({ action: 'address.changed', person: { displayName: 'gus' } });
    const { members } = await north.coordinator.get(readConsortium, { params: { proposalId: north.id } });
    const shown = members.flatMap(({ people }) => people).find(({ person: { id } }) => id === gus.personId);
    expect(shown?.person.email).toBe('gus@new.example');
    expect(shown?.addressChangedAt).toMatch(/Z$/);
    // Reminders of the proposal go to the new address from now on.
    await server.settle();
    const planned = await server.sql<{ to: string }>(
      `select distinct recipient_email as to from reminder_occurrence where recipient_id = $1 and state = 'planned'`,
      [gus.personId],
    );
    expect(planned.every(({ to }) => to === 'gus@new.example')).toBe(true);
  });

  it('say nothing of addresses that others have, and take none away', async () => {
    const hal = await person('hal@ministry.example');
    const ida = await person('ida@ministry.example');
    const ask = (email: string) => hal.call(changeAddress, { body: { email, currentPassword: password } });
    const free = await ask('free@ministry.example');
    const first = await linkIn(hal, /^Confirm this address/);
    const taken = await ask('ida@ministry.example');
    expect([taken.status, taken.result]).toEqual([free.status, free.result]);
    await server.settle();
    expect((await ida.get(readMailbox, {})).messages).toEqual([]);
    // The first link ended with the second wish: it opens nothing, and its mail hides it for good.
    expect(await server.nobody().refused(confirmAddress, { body: { token: first } })).toBe(
      'account_link.replaced',
    );
    expect(await linkIn(hal, /^Confirm this address/)).toBe('hidden-secret');
    await ask('soon-taken@ministry.example');
    let token = 'none';
    while (token === 'none') {
      const [row] = await server.sql<{ id: string; delivered: boolean }>(
        `select l.id, exists (select from reminder_occurrence o join mailbox_message m on m.occurrence_id = o.id
           where o.about_id = l.id) as delivered from account_link l where l.email = 'soon-taken@ministry.example'`,
      );
      await server.settle();
      if (row?.delivered) token = await linkIn(hal, /^Confirm this address/);
    }
    await server.addPerson({ email: 'soon-taken@ministry.example' });
    expect(await server.nobody().refused(confirmAddress, { body: { token } })).toBe('address.taken');
    expect((await hal.get(readSession, {})).person).toMatchObject({ email: 'hal@ministry.example' });
  });

  it('are dead once the password was changed', async () => {
    const jan = await person('jan@ministry.example');
    await jan.get(changeAddress, { body: { email: 'jan@new.example', currentPassword: password } });
    const token = await linkIn(jan, /^Confirm this address/);
    await server.sql('delete from sign_in_attempt');
    await forgot('jan@ministry.example');
    const reset = await linkIn(jan, /^Set a new password/);
    await server.nobody().get(setPasswordByLink, { body: { token: reset, password: fresh } });
    expect(await server.nobody().refused(confirmAddress, { body: { token } })).toBe('account_link.replaced');
  });

  it('and tries and sessions are forgotten in time, and no sooner', async () => {
    const kim = await person('kim@ministry.example');
    await forgot('kim@ministry.example');
    const forgetting = server.app.get(Forgetting, { strict: false });
    expect(await forgetting.run()).toEqual({ attempts: 0, sessions: 0, links: 0 });
    await server.sql(
      `update account_link set expires_at = now() - interval '31 days' where email = 'kim@ministry.example'`,
    );
    await server.sql(
      `insert into session (id, token_hash, person_id, expires_at, ended_at)
       values (gen_random_uuid(), '\\x01', $1, now() + interval '1 day', now() - interval '91 days')`,
      [kim.personId],
    );
    await server.sql(
      `insert into sign_in_attempt (account_hash, address_hash, succeeded, at) values
       ('a', 'b', false, now() - interval '2 days'), ('a', 'b', true, now() - interval '2 days')`,
    );
    expect(await forgetting.run()).toEqual({ attempts: 1, sessions: 1, links: 1 });
    expect((await kim.get(listSessions, {})).sessions).toHaveLength(1);
  });
});
