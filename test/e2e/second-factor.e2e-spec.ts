import type { CDPSession, Page } from 'playwright-core';
import { Secret, TOTP } from 'otpauth';
import { freePort } from '../support/product.js';
import { granted } from './support/api.js';
import type { Visitor } from './support/browser.js';
import {
  beginJourney,
  describeJourney,
  expectAccessible,
  goTo,
  type Journey,
  screenOf,
} from './support/journey.js';
import { pastTheProduct } from './support/past-the-product.js';

const password = 'a long sentence nobody guesses';
const email = 'ada@example.org';

/** What the app shows, some steps of thirty seconds from now: each code counts once, and neighbours are taken. */
const shown = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

describeJourney('A second factor, from the first sign-in to the lost phone', () => {
  let journey: Journey;
  let admin: Visitor;
  let authenticator: CDPSession;
  let secret: string;
  let codes: string[];
  beforeAll(async () => {
    const port = String(await freePort());
    journey = await beginJourney({
      PORT: port,
      CONCORDAT_SAMPLE: 'off',
      CONCORDAT_SECOND_FACTOR: 'required',
      // Passkeys belong to a name, never to a number such as 127.0.0.1.
      CONCORDAT_PUBLIC_URL: `http://localhost:${port}`,
    });
    admin = await journey.arrive();
    authenticator = await withAuthenticator(admin);
  });
  afterAll(async () => {
    await journey?.end();
  });

  const signInWithPassword = async (page: Page) => {
    await goTo(page, '/sign-in');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  /** From a screen that anybody may see, which does not lead elsewhere by itself. */
  const signOut = async (visitor: Visitor) => {
    await goTo(visitor.page, '/help');
    await granted(visitor, 'DELETE', '/session');
  };
  const inside = async (page: Page) => {
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await screenOf(page);
  };
  const secretOn = async (page: Page): Promise<string> =>
    (await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText()).replaceAll(' ', '');
  const makeStale = () =>
    pastTheProduct(journey, `update session set proved_at = clock_timestamp() - interval '11 min'`);

  it('leads the first administrator to one before anything else, and shows ten recovery codes once', async () => {
    const { page } = admin;
    const link = /http:\/\/\S+\/invitation\/\S+/.exec(journey.product.said())?.[0] ?? '';
    await page.goto(link);
    await page.getByLabel('Your e-mail').fill(email);
    await page.getByLabel('Your name').fill('Ada Admin');
    await page.getByLabel('Choose a password').fill(password);
    await page.getByRole('button', { name: 'Make my account' }).click();
    await page.getByRole('heading', { name: 'Set up a second factor' }).waitFor();
    await expectAccessible(page);
    // Nothing else opens, and coming back leads to the same place.
    await page.goto('/admin/people');
    await page.getByRole('heading', { name: 'Set up a second factor' }).waitFor();
    await page.getByText('Authenticator app', { exact: true }).click();
    secret = await secretOn(page);
    await page.getByRole('img', { name: /^Square code/ }).waitFor();
    await expectAccessible(page);
    await page.getByLabel('Code that the app shows').fill('000000');
    await page.getByRole('button', { name: 'Confirm the app' }).click();
    await page.getByText(/not the one the app shows now/).waitFor();
    await page.getByLabel('Code that the app shows').fill(shown(secret, -1));
    await page.keyboard.press('Enter');
    const list = page.getByRole('list', { name: 'Recovery codes' });
    await list.waitFor();
    codes = await list.getByRole('listitem').allInnerTexts();
    expect(new Set(codes).size).toBe(10);
    await expectAccessible(page);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    expect((await saving).suggestedFilename()).toBe('concordat-recovery-codes-localhost.txt');
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.waitForURL((url) => url.pathname === '/admin/people');
    await screenOf(page, 'People');
    await page.getByText('Has one').waitFor();
    await expectAccessible(page);
  });

  it('asks for a code after the password, takes it once, and opens nothing before', async () => {
    const { page } = admin;
    await signOut(admin);
    await signInWithPassword(page);
    await page.getByRole('heading', { name: 'Second step' }).waitFor();
    await expectAccessible(page);
    expect((await granted<{ person: unknown }>(admin, 'GET', '/session')).person).toBeNull();
    const code = shown(secret);
    await page.getByLabel('Code of your authenticator app').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.keyboard.press('Enter');
    await inside(page);
    await signOut(admin);
    await signInWithPassword(page);
    await page.getByLabel('Code of your authenticator app').fill(code);
    await page.keyboard.press('Enter');
    await page.getByText(/used already/).waitFor();
    await page.getByLabel('Code of your authenticator app').fill(shown(secret, 1));
    await page.keyboard.press('Enter');
    await inside(page);
  });

  it('keeps a passkey made in the browser, which signs in alone', async () => {
    const { page } = admin;
    await goTo(page, '/profile', 'Profile');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Test key');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Make the passkey' }).click();
    await page.getByText('Test key').waitFor();
    await expectAccessible(page);
    await signOut(admin);
    await goTo(page, '/sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await inside(page);
  });

  it('takes the passkey as second step, and says when it does not answer', async () => {
    const { page } = admin;
    await signOut(admin);
    await signInWithPassword(page);
    const use = page.getByRole('button', { name: 'Use a passkey' });
    await use.waitFor();
    await authenticator.send('WebAuthn.setUserVerified', {
      authenticatorId: authenticatorIds.get(authenticator) ?? '',
      isUserVerified: false,
    });
    await use.click();
    await page.getByText('No answer came.').waitFor();
    await expectAccessible(page);
    await authenticator.send('WebAuthn.setUserVerified', {
      authenticatorId: authenticatorIds.get(authenticator) ?? '',
      isUserVerified: true,
    });
    await use.click();
    await inside(page);
  });

  it('asks for a fresh proof in one dialog, over a slow network too, and goes on by itself', async () => {
    const { page, context } = admin;
    await goTo(page, '/admin/people', 'People');
    await makeStale();
    const network = await context.newCDPSession(page);
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 50_000,
      uploadThroughput: 20_000,
    });
    await page.getByRole('button', { name: 'Invite a person' }).click();
    const asking = page.getByRole('dialog', { name: 'Whom do you invite to this installation?' });
    await asking.getByLabel('E-mail').fill('bea@example.org');
    await asking.getByLabel('Name').fill('Bea');
    await asking.getByRole('button', { name: 'Send the invitation' }).click();
    const proof = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await proof.getByRole('button', { name: 'Use a passkey' }).waitFor();
    await expectAccessible(page);
    // Leaving it changes nothing and says so; what was typed stays.
    await proof.getByRole('button', { name: 'Leave it' }).click();
    await asking.getByText(/asks for a fresh proof/).waitFor();
    await asking.getByRole('button', { name: 'Send the invitation' }).click();
    await proof.getByRole('button', { name: 'Use a passkey' }).press('Enter');
    await page.getByText('The invitation is made').waitFor();
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
    await network.detach();
  });

  it('lets somebody in whose phone is gone, by a recovery code, and takes a new app', async () => {
    const lost = await journey.arrive({ width: 390, height: 844 });
    const { page } = lost;
    await signInWithPassword(page);
    await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
    await page.getByLabel('Recovery code').fill(String(codes[0]).toLowerCase().replaceAll('-', ' '));
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.getByText(/nine are left/).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Set up a new one' }).click();
    await screenOf(page, 'Profile');
    await page.getByRole('button', { name: 'Replace' }).click();
    const dialog = page.getByRole('dialog');
    secret = await secretOn(page);
    await dialog.getByLabel('Code that the app shows').fill(shown(secret, -1));
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove Test key' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await page.getByText('Test key').waitFor({ state: 'detached' });
    // The last one stays for whoever must have one.
    await page.getByRole('button', { name: 'Remove the authenticator app' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText(/this is your last/).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Keep it' }).click();
    await signOut(lost);
    await signInWithPassword(page);
    await page.getByLabel('Code of your authenticator app').fill(shown(secret));
    await page.keyboard.press('Enter');
    await inside(page);
    await goTo(page, '/mailbox', 'Mailbox');
    for (const subject of ['A recovery code was used', 'A second factor was removed'])
      await page.getByRole('button', { name: subject }).first().waitFor();
  });

  it('offers no passkey where it could not work', async () => {
    const { page } = await journey.arrive();
    await page.goto(journey.address.replace('localhost', '127.0.0.1'));
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Sign in with a passkey' }).count()).toBe(0);
    expect(journey.complaints()).toEqual([]);
  });
});

const authenticatorIds = new Map<CDPSession, string>();

/** Gives a browser a passkey device that always says yes, as a person would who puts a finger on it. */
async function withAuthenticator({ page, context }: Visitor): Promise<CDPSession> {
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  authenticatorIds.set(session, authenticatorId);
  return session;
}
