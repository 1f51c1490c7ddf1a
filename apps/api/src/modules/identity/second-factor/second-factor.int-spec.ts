import {
  addPasskey,
  askProof,
  confirmApp,
  finishSignIn,
  type FinishSignIn,
  listPeople,
  offerApp,
  offerPasskey,
  prove,
  type Prove,
  readPendingSignIn,
  readSecondFactor,
  readSession,
  removeApp,
  removePasskey,
  renamePasskey,
  renewRecoveryCodes,
  resetSecondFactor,
  setPersonRoles,
  signIn,
} from '@concordat/contracts';
import { Secret, TOTP } from 'otpauth';
import { Browser, SoftPasskey, startTestServer, type TestServer } from '../../../testing/index.js';
import { Passwords } from '../passwords.js';

const password = 'seven lakes and a birch';

describe('second factors', () => {
  let server: TestServer;
  let anna: string;

  beforeAll(async () => {
    server = await startTestServer();
    const hash = await server.app.get(Passwords, { strict: false }).hash(password);
    await server.addPerson({ email: 'ada@x.example', displayName: 'Ada', installationRoles: ['admin'] });
    anna = await server.addPerson({ email: 'anna@x.example', displayName: 'Anna' });
    await server.addPerson({ email: 'bea@x.example', displayName: 'Bea' });
    await server.sql('update person set password_hash = $1', [hash]);
  });
  beforeEach(async () => {
    await server.sql('delete from sign_in_attempt');
    for (const table of ['authenticator_app', 'passkey', 'recovery_code', 'pending_sign_in'])
      await server.sql(`delete from ${table}`);
  });
  afterAll(() => server.stop());

  const email = 'anna@x.example';
  const arrive = () => new Browser(server.url);
  const begin = (browser: Browser, as = email) =>
    browser.agent.get(signIn, { body: { email: as, password } });
  const inside = async (as = email): Promise<Browser> => {
    const browser = arrive();
    await begin(browser, as);
    return browser;
  };
  /** What the app shows, some steps of thirty seconds from now. */
  const shown = (secret: string, steps = 0): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
  const answer = (browser: Browser, body: FinishSignIn) => browser.agent.call(finishSignIn, { body });
  const withApp = async (browser: Browser): Promise<{ secret: string; codes: readonly string[] }> => {
    const { offer, secret } = await browser.agent.get(offerApp, {});
    // The code before the current one: the current one stays for the test.
    const { recoveryCodes } = await browser.agent.get(confirmApp, {
      body: { offer, code: shown(secret, -1) },
    });
    return { secret, codes: recoveryCodes ?? [] };
  };
  const stale = (browser: string) =>
    server.sql(`update session set proved_at = clock_timestamp() - interval '11 min' where person_id = $1`, [
      browser,
    ]);

  it('keeps an app once it has shown a code, with ten recovery codes, and tells nobody the secret', async () => {
    const browser = await inside();
    const { offer, secret, address } = await browser.agent.get(offerApp, {});
    expect(address).toContain('otpauth://totp/');
    expect(decodeURIComponent(address)).toContain('Concordat at 127.0.0.1');
    expect(await server.sql('select from authenticator_app')).toEqual([]);
    expect(await browser.agent.refused(confirmApp, { body: { offer, code: shown(secret, 7) } })).toBe(
      'second_factor.code_wrong',
    );
    const { recoveryCodes } = await browser.agent.get(confirmApp, { body: { offer, code: shown(secret) } });
    expect(new Set(recoveryCodes).size).toBe(10);
    const view = await browser.agent.get(readSecondFactor, {});
    expect(view).toMatchObject({ isRequired: false, hasPassword: true, recoveryCodes: { left: 10 } });
    expect(view.passkeyOrigin).toBeNull();
    const [row] = await server.sql<{ sealed: Buffer }>(
      'select sealed_secret as sealed from authenticator_app',
    );
    expect(row?.sealed.includes(Buffer.from(Secret.fromBase32(secret).bytes))).toBe(false);
    const dump = JSON.stringify(await server.sql('select * from recovery_code, authenticator_app'));
    for (const code of recoveryCodes ?? []) expect(dump).not.toContain(code);
    // Somebody else's offer opens nothing.
    const bea = await inside('bea@x.example');
    expect(await bea.agent.refused(confirmApp, { body: { offer, code: shown(secret) } })).toBe(
      'second_factor.offer_expired',
    );
  });

  it('asks for the second step after a right password and opens nothing until then', async () => {
    const { secret } = await withApp(await inside());
    const browser = arrive();
    expect(await begin(browser)).toEqual({ next: 'second_step' });
    expect([browser.has('pid'), browser.has('sid')]).toEqual([true, false]);
    expect((await browser.agent.get(readSession, {})).person).toBeNull();
    expect((await browser.agent.fetch('/api/live')).status).toBe(401);
    expect(await browser.agent.refused(readSecondFactor, {})).toBe('unauthenticated');
    const { pending } = await browser.agent.get(readPendingSignIn, {});
    expect(pending).toMatchObject({ kind: 'second_step', email, ways: ['app', 'recovery_code'] });
    expect((await answer(browser, { with: 'app', code: shown(secret) })).status).toBe(200);
    expect((await browser.agent.get(readSession, {})).person?.id).toBe(anna);
    expect([browser.has('pid'), browser.has('sid')]).toEqual([false, true]);
    expect((await browser.agent.get(readPendingSignIn, {})).pending).toBeNull();
  });

  it('tells somebody without the password nothing', async () => {
    await withApp(await inside());
    const ask = async (as: string) => {
      const { status, refusal } = await arrive().agent.call(signIn, {
        body: { email: as, password: 'nine lakes and a birch' },
      });
      return [status, refusal?.code, refusal?.message];
    };
    expect(await ask(email)).toEqual(await ask('nobody@x.example'));
    expect((await answer(arrive(), { with: 'app', code: '123456' })).refusal?.code).toBe(
      'sign_in.begin_again',
    );
  });

  it('takes a code once, also of two at the same moment, and none older than the last', async () => {
    const { secret } = await withApp(await inside());
    const two = await Promise.all(
      [arrive(), arrive()].map(async (browser) => {
        await begin(browser);
        return browser;
      }),
    );
    const code = shown(secret, 1);
    const answers = await Promise.all(two.map((browser) => answer(browser, { with: 'app', code })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const third = arrive();
    await begin(third);
    expect((await answer(third, { with: 'app', code: shown(secret) })).refusal?.code).toBe(
      'second_factor.code_used',
    );
    expect((await answer(third, { with: 'app', code: shown(secret, 2) })).refusal?.code).toBe(
      'second_factor.code_wrong',
    );
  });

  it('slows guessing down for strangers and not for the owner, and ends the sign-in after ten tries', async () => {
    const owner = await inside();
    const { secret, codes } = await withApp(owner);
    const guess = arrive();
    await begin(guess);
    const said: (string | undefined)[] = [];
    for (let tries = 0; tries < 11; tries += 1)
      said.push((await answer(guess, { with: 'app', code: '000000' })).refusal?.code);
    expect(said.slice(0, 5)).toEqual(Array(5).fill('second_factor.code_wrong'));
    expect(said.slice(5, 10)).toEqual(Array(5).fill('second_factor.code_slow_down'));
    expect(said.at(-1)).toBe('sign_in.begin_again');
    // The browser that set the app up is known; and a recovery code never waits, from wherever it comes.
    owner.forget('sid');
    await begin(owner);
    expect((await answer(owner, { with: 'app', code: shown(secret) })).status).toBe(200);
    const elsewhere = arrive();
    await begin(elsewhere);
    expect((await answer(elsewhere, { with: 'app', code: shown(secret, 1) })).refusal?.code).toBe(
      'second_factor.code_slow_down',
    );
    const recovered = await answer(elsewhere, {
      with: 'recovery_code',
      code: String(codes[3]).toLowerCase(),
    });
    expect(recovered.result).toEqual({ recoveryCodesLeft: 9 });
  });

  it('takes each recovery code once, and none of a list that was renewed', async () => {
    const browser = await inside();
    const { codes } = await withApp(browser);
    const tries = async (code: string | undefined) => {
      const visitor = arrive();
      await begin(visitor);
      return (await answer(visitor, { with: 'recovery_code', code: String(code) })).refusal?.code ?? 'in';
    };
    expect([await tries(codes[0]), await tries(codes[0])]).toEqual([
      'in',
      'second_factor.recovery_code_wrong',
    ]);
    const { recoveryCodes } = await browser.agent.get(renewRecoveryCodes, {});
    expect([await tries(codes[1]), await tries(recoveryCodes[1])]).toEqual([
      'second_factor.recovery_code_wrong',
      'in',
    ]);
    const actions = await server.sql<{ action: string }>(
      `select action from audit_event where person_id = $1 and action like 'second_factor.%' order by id`,
      [anna],
    );
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['second_factor.add_app', 'second_factor.use_recovery_code']),
    );
    await server.settle();
    const mails = await server.sql<{ kind: string }>(
      'select kind from reminder_occurrence where recipient_id = $1',
      [anna],
    );
    expect(mails.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['recovery_code_used']));
  });

  it('asks for a fresh proof after ten minutes, by session, and takes the password of those without a factor', async () => {
    const browser = await inside();
    const other = await inside();
    expect((await browser.agent.call(offerApp, {})).status).toBe(200);
    await stale(anna);
    expect(await browser.agent.refused(offerApp, {})).toBe('session.step_up_needed');
    expect(await browser.agent.get(askProof, {})).toMatchObject({ ways: ['password'], passkey: null });
    const proveIt = (body: Prove) => browser.agent.call(prove, { body });
    expect((await proveIt({ with: 'password', password: 'not it at all' })).refusal?.fields).toHaveProperty(
      'password',
    );
    expect((await proveIt({ with: 'password', password })).status).toBe(200);
    expect((await browser.agent.call(offerApp, {})).status).toBe(200);
    expect(await other.agent.refused(offerApp, {})).toBe('session.step_up_needed');

    const { secret, codes } = await withApp(browser);
    await stale(anna);
    expect((await proveIt({ with: 'password', password })).refusal?.code).toBe('second_factor.way_closed');
    expect((await proveIt({ with: 'app', code: shown(secret) })).status).toBe(200);
    await stale(anna);
    expect((await proveIt({ with: 'recovery_code', code: String(codes[0]) })).status).toBe(200);
  });

  it('lets an admin give roles only with a fresh proof', async () => {
    const browser = await inside('ada@x.example');
    const { people } = await browser.agent.get(listPeople, {});
    const { id: personId, version } = people.find((person) => person.email === 'bea@x.example') ?? {
      id: '',
      version: 0,
    };
    const request = { params: { personId }, body: { version, installationRoles: [] } };
    await server.sql(`update session set proved_at = clock_timestamp() - interval '11 min'`);
    expect(await browser.agent.refused(setPersonRoles, request)).toBe('session.step_up_needed');
    await browser.agent.get(prove, { body: { with: 'password', password } });
    expect((await browser.agent.call(setPersonRoles, request)).status).toBe(200);
  });

  it('forgets the app, and with the last factor the recovery codes', async () => {
    const browser = await inside();
    await withApp(browser);
    expect(await browser.agent.get(removeApp, {})).toMatchObject({ app: null, recoveryCodes: null });
    expect(await browser.agent.refused(removeApp, {})).toBe('not_found');
    expect(await browser.agent.refused(renewRecoveryCodes, {})).toBe('second_factor.none');
    expect(await begin(arrive())).toEqual({ next: 'session' });
  });

  it('lets an admin forget somebody’s factors: audited, mailed, and never read', async () => {
    await withApp(await inside());
    const bea = await inside('bea@x.example');
    const ada = await inside('ada@x.example');
    const line = async () =>
      (await ada.agent.get(listPeople, {})).people.find(({ id }) => id === anna)?.hasSecondFactor;
    const params = { personId: anna };
    expect(await line()).toBe(true);
    expect(await bea.agent.refused(resetSecondFactor, { params })).toBe('forbidden');
    await ada.agent.get(resetSecondFactor, { params });
    expect(await line()).toBe(false);
    expect(await ada.agent.refused(resetSecondFactor, { params })).toBe('not_found');
    await server.settle();
    const [mail] = await server.sql(
      `select kind from reminder_occurrence where recipient_id = $1 and kind = 'second_factor_reset'`,
      [anna],
    );
    expect(mail).toBeTruthy();
    expect(await begin(arrive())).toEqual({ next: 'session' });
  });

  it('gives the web role no secret, and nobody’s but its own person’s rows', async () => {
    await withApp(await inside());
    const web = (text: string, as = anna) => server.sqlAs<{ n: number }>('web', text, [], as);
    for (const text of [
      'select sealed_secret from authenticator_app',
      'select code_hash from recovery_code',
      'select public_key from passkey',
      'select from pending_sign_in',
      'select from passkey_challenge',
      'update session set proved_at = now()',
      `insert into authenticator_app (person_id, sealed_secret, last_step) values ('${anna}', '', 0)`,
      `select app.door_app('${anna}')`,
      `select app.door_prove_session('${anna}', '${anna}', '10 min', null)`,
    ])
      await expect(web(text)).rejects.toThrow(/permission denied/);
    expect(await web('select count(*)::int as n from recovery_code')).toEqual([{ n: 10 }]);
    const [bea] = await server.sql<{ id: string }>(`select id from person where email = 'bea@x.example'`);
    expect(await web('select count(*)::int as n from recovery_code', bea?.id)).toEqual([{ n: 0 }]);
    expect(await web(`select app.door_reset_second_factor('${anna}')`, bea?.id)).toEqual([
      { door_reset_second_factor: false },
    ]);
    for (const table of ['authenticator_app', 'passkey', 'recovery_code', 'pending_sign_in'])
      await expect(server.sqlAs('public', `select 1 from ${table}`)).rejects.toThrow(/permission denied/);
  });

  it('renames and forgets nobody else’s passkeys, and offers none where the address is a number', async () => {
    const browser = await inside();
    const params = { passkeyId: '8d6f0f6e-3f0d-4d5e-8a51-0c8c1d0f8a11' };
    expect(await browser.agent.refused(renamePasskey, { params, body: { name: 'x' } })).toBe('not_found');
    expect(await browser.agent.refused(removePasskey, { params })).toBe('not_found');
    expect(await browser.agent.refused(offerPasskey, {})).toBe('passkey.no_place');
    const made = new SoftPasskey(server.url).make({
      challenge: 'x',
      user: { id: 'x' },
    } as Parameters<SoftPasskey['make']>[0]);
    expect(await browser.agent.refused(addPasskey, { body: { name: 'x', passkey: made } })).toBe(
      'passkey.no_place',
    );
  });
});
