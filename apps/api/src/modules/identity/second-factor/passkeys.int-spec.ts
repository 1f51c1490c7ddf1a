import {
  addPasskey,
  askProof,
  askSecondStepPasskey,
  askSignInPasskey,
  finishSignIn,
  offerAppAtSignIn,
  offerPasskey,
  offerPasskeyAtSignIn,
  prove,
  readPendingSignIn,
  readSecondFactor,
  readSession,
  removePasskey,
  renamePasskey,
  setUpAppAtSignIn,
  setUpPasskeyAtSignIn,
  signIn,
  signInWithPasskey,
} from '@concordat/contracts';
import { Secret, TOTP } from 'otpauth';
import { Browser, freePort, SoftPasskey, startTestServer, type TestServer } from '../../../testing/index.js';
import { Passwords } from '../passwords.js';

const password = 'seven lakes and a birch';

describe('passkeys, where a second factor is required', () => {
  let server: TestServer;
  let publicUrl: string;

  beforeAll(async () => {
    const port = await freePort();
    publicUrl = `http://localhost:${port}`;
    server = await startTestServer({ port, publicUrl, secondFactor: 'required' });
    const hash = await server.app.get(Passwords, { strict: false }).hash(password);
    await server.addPerson({ email: 'ada@x.example', displayName: 'Ada', installationRoles: ['admin'] });
    await server.addPerson({ email: 'bea@x.example', displayName: 'Bea' });
    await server.sql('update person set password_hash = $1', [hash]);
  });
  beforeEach(async () => {
    await server.sql('delete from sign_in_attempt');
    for (const table of ['authenticator_app', 'passkey', 'recovery_code', 'pending_sign_in'])
      await server.sql(`delete from ${table}`);
  });
  afterAll(() => server.stop());

  const arrive = () => new Browser(server.url, publicUrl);
  const begin = (browser: Browser, email = 'ada@x.example') =>
    browser.agent.get(signIn, { body: { email, password } });
  const inside = async (email?: string): Promise<Browser> => {
    const browser = arrive();
    await begin(browser, email);
    return browser;
  };
  /** Ada, in, with a passkey. */
  const withPasskey = async (counts = true) => {
    const browser = arrive();
    await begin(browser);
    const passkey = new SoftPasskey(publicUrl, counts);
    const made = passkey.make(await browser.agent.get(offerPasskeyAtSignIn, {}));
    const { recoveryCodes } = await browser.agent.get(setUpPasskeyAtSignIn, {
      body: { name: 'Laptop', passkey: made },
    });
    return { browser, passkey, recoveryCodes };
  };
  const alone = async (passkey: SoftPasskey, odd: Parameters<SoftPasskey['use']>[1] = {}) => {
    const browser = arrive();
    const used = passkey.use(await browser.agent.get(askSignInPasskey, {}), odd);
    return { browser, ...(await browser.agent.call(signInWithPasskey, { body: { passkey: used } })) };
  };

  it('leads an admin without a factor to one before anything else, and others in', async () => {
    const browser = arrive();
    expect(await begin(browser)).toEqual({ next: 'set_up' });
    expect((await browser.agent.get(readSession, {})).person).toBeNull();
    expect((await browser.agent.get(readPendingSignIn, {})).pending).toMatchObject({
      kind: 'set_up',
      ways: [],
      passkeyOrigin: publicUrl,
    });
    expect(await browser.agent.refused(finishSignIn, { body: { with: 'app', code: '000000' } })).toBe(
      'sign_in.begin_again',
    );
    const { offer, secret } = await browser.agent.get(offerAppAtSignIn, {});
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    const { recoveryCodes } = await browser.agent.get(setUpAppAtSignIn, { body: { offer, code } });
    expect(recoveryCodes).toHaveLength(10);
    expect((await browser.agent.get(readSession, {})).person?.displayName).toBe('Ada');
    expect(await begin(arrive(), 'bea@x.example')).toEqual({ next: 'session' });
  });

  it('lets of two who know the password only the first set one up, and nobody after a new password', async () => {
    const [owner, thief, early] = [await inside(), await inside(), await inside()];
    const offers = [await owner.agent.get(offerAppAtSignIn, {}), await thief.agent.get(offerAppAtSignIn, {})];
    const setUp = (browser: Browser, offered = offers[0]) =>
      browser.agent.call(setUpAppAtSignIn, {
        body: {
          offer: offered?.offer ?? '',
          code: new TOTP({ secret: Secret.fromBase32(offered?.secret ?? '') }).generate(),
        },
      });
    const answers = await Promise.all([setUp(owner), setUp(thief, offers[1])]);
    expect(answers.map(({ refusal }) => refusal?.code ?? 'in').sort()).toEqual(['in', 'sign_in.begin_again']);
    expect(await early.agent.refused(offerAppAtSignIn, {})).toBe('sign_in.begin_again');
    const later = await inside();
    expect((await later.agent.get(readPendingSignIn, {})).pending?.kind).toBe('second_step');
    await server.sql(`update person set password_hash = password_hash || '=' where email = 'ada@x.example'`);
    expect((await later.agent.get(readPendingSignIn, {})).pending).toBeNull();
    await server.sql(
      `update person set password_hash = rtrim(password_hash, '=') where email = 'ada@x.example'`,
    );
  });

  it('keeps the last factor of somebody who must have one, and lets the last but one go', async () => {
    const { browser } = await withPasskey();
    const other = new SoftPasskey(publicUrl);
    const made = other.make(await browser.agent.get(offerPasskey, {}));
    expect(await browser.agent.get(addPasskey, { body: { name: 'Phone', passkey: made } })).toEqual({
      recoveryCodes: null,
    });
    expect(await browser.agent.refused(addPasskey, { body: { name: 'Phone', passkey: made } })).toBe(
      'passkey.challenge_over',
    );
    const again = other.make(await browser.agent.get(offerPasskey, {}));
    expect(await browser.agent.refused(addPasskey, { body: { name: 'Phone', passkey: again } })).toBe(
      'passkey.known',
    );
    const { passkeys } = await browser.agent.get(readSecondFactor, {});
    const [first, second] = passkeys.map(({ id }) => ({ params: { passkeyId: id } }));
    if (!first || !second) throw new Error('Two passkeys were made');
    const renamed = await browser.agent.get(renamePasskey, { ...second, body: { name: ' Blue phone ' } });
    expect(renamed.passkeys.map(({ name }) => name)).toEqual(['Laptop', 'Blue phone']);
    const removals = await Promise.all([
      browser.agent.call(removePasskey, first),
      browser.agent.call(removePasskey, second),
    ]);
    expect(removals.map(({ refusal }) => refusal?.code ?? 'gone').sort()).toEqual([
      'gone',
      'second_factor.last_required',
    ]);
  });

  it('signs in with a passkey alone, once for each question', async () => {
    const { passkey } = await withPasskey();
    const { browser, status } = await alone(passkey);
    expect(status).toBe(200);
    expect((await browser.agent.get(readSession, {})).person?.displayName).toBe('Ada');
    const visitor = arrive();
    const asked = await visitor.agent.get(askSignInPasskey, {});
    const used = { passkey: passkey.use(asked) };
    expect(await arrive().agent.refused(signInWithPasskey, { body: used })).toBe('passkey.challenge_over');
    expect((await visitor.agent.call(signInWithPasskey, { body: used })).status).toBe(200);
    expect(await visitor.agent.refused(signInWithPasskey, { body: used })).toBe('passkey.challenge_over');
  });

  it.each([
    ['made for another site', { origin: 'https://evil.example' }, 'passkey.refused'],
    ['that answers for another host', { host: 'evil.example' }, 'passkey.refused'],
    ['that did not verify the person', { unverified: true }, 'passkey.refused'],
    ['whose signature does not fit', { signature: Buffer.from('forged') }, 'passkey.refused'],
    ['that names another person', { userHandle: Buffer.alloc(16).toString('base64url') }, 'passkey.refused'],
    ['that answers a question of its own', { challenge: 'AAAA' }, 'passkey.challenge_over'],
  ])('refuses a passkey %s', async (_, odd, code) => {
    const { passkey } = await withPasskey();
    const { refusal, browser } = await alone(passkey, odd);
    expect(refusal?.code).toBe(code);
    expect(browser.has('sid')).toBe(false);
  });

  it('refuses an answer that was put off for six minutes', async () => {
    const { passkey } = await withPasskey();
    const browser = arrive();
    const used = passkey.use(await browser.agent.get(askSignInPasskey, {}));
    await server.sql(`update passkey_challenge set expires_at = expires_at - interval '6 min'`);
    expect(await browser.agent.refused(signInWithPasskey, { body: { passkey: used } })).toBe(
      'passkey.challenge_over',
    );
  });

  it('notices a copied passkey, tells its person, and locks nobody out', async () => {
    const { passkey, recoveryCodes } = await withPasskey();
    expect((await alone(passkey)).status).toBe(200);
    expect((await alone(passkey)).status).toBe(200);
    passkey.counter = 0;
    expect((await alone(passkey)).refusal?.code).toBe('passkey.copied');
    // Whoever holds the true one cannot be told from whoever holds the copy.
    passkey.counter = 40;
    expect((await alone(passkey)).refusal?.code).toBe('passkey.copied');
    await server.settle();
    const mails = await server.sql(`select from reminder_occurrence where kind = 'passkey_copied'`);
    expect(mails).toHaveLength(1);
    const browser = arrive();
    expect(await begin(browser)).toEqual({ next: 'second_step' });
    const code = recoveryCodes?.[0] ?? '';
    await browser.agent.get(finishSignIn, { body: { with: 'recovery_code', code } });
    expect((await browser.agent.get(readSecondFactor, {})).passkeys[0]?.copiedAt).not.toBeNull();
  });

  it('takes passkeys that are shared between devices and count nothing', async () => {
    const { passkey } = await withPasskey(false);
    expect((await alone(passkey)).status).toBe(200);
    expect((await alone(passkey)).status).toBe(200);
  });

  it('is a second step and a fresh proof, and a challenge for the one is none for the other', async () => {
    const { passkey } = await withPasskey();
    const browser = arrive();
    await begin(browser);
    const asked = await browser.agent.get(askSecondStepPasskey, {});
    expect(asked.allowCredentials).toHaveLength(1);
    const elsewhere = await browser.agent.get(askSignInPasskey, {});
    const finish = (used: ReturnType<SoftPasskey['use']>) =>
      browser.agent.call(finishSignIn, { body: { with: 'passkey', passkey: used } });
    expect((await finish(passkey.use(elsewhere))).refusal?.code).toBe('passkey.challenge_over');
    expect((await finish(passkey.use(asked))).status).toBe(200);
    await server.sql(`update session set proved_at = clock_timestamp() - interval '11 min'`);
    expect(await browser.agent.refused(offerPasskey, {})).toBe('session.step_up_needed');
    const { passkey: question, ways } = await browser.agent.get(askProof, {});
    expect(ways).toEqual(['passkey', 'recovery_code']);
    if (!question) throw new Error('No passkey was asked for');
    await browser.agent.get(prove, { body: { with: 'passkey', passkey: passkey.use(question) } });
    expect((await browser.agent.call(offerPasskey, {})).status).toBe(200);
  });

  it('takes nobody else’s passkey as second step', async () => {
    const bea = await inside('bea@x.example');
    const hers = new SoftPasskey(publicUrl);
    const made = hers.make(await bea.agent.get(offerPasskey, {}));
    await bea.agent.get(addPasskey, { body: { name: 'Hers', passkey: made } });
    await withPasskey();
    const browser = arrive();
    await begin(browser);
    const used = hers.use(await browser.agent.get(askSecondStepPasskey, {}));
    expect(await browser.agent.refused(finishSignIn, { body: { with: 'passkey', passkey: used } })).toBe(
      'passkey.refused',
    );
  });
});
