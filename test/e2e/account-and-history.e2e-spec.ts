import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { granted, ownProposal } from './support/api.js';
import { signInAs, type Visitor } from './support/browser.js';
import { beginJourney, describeJourney, expectAccessible, goTo, type Journey } from './support/journey.js';

const run = promisify(execFile);
const checkout = path.resolve(import.meta.dirname, '../..');
const email = 'irma@ministry.example';
const newEmail = 'irma@new-ministry.example';
const password = 'a long sentence nobody guesses';
const newPassword = 'another sentence nobody guesses';

describeJourney('An account, and the history of what was done', () => {
  let journey: Journey;
  let admin: Visitor;
  let irma: Visitor;
  let coordinator: Visitor;
  beforeAll(async () => {
    journey = await beginJourney();
    [admin, irma, coordinator] = [await journey.arrive(), await journey.arrive(), await journey.arrive()];
    await signInAs(admin, 'Administrator');
    await signInAs(coordinator, 'Coordinator, Finland');
  });
  afterAll(async () => {
    await journey?.end();
  });

  const signIn = async ({ page }: Visitor, address: string, tried: string): Promise<void> => {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(address);
    await page.getByLabel('Password').fill(tried);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };

  /** Waits for a mail in the mailbox and gives the address that its one button leads to. */
  const linkInMail = async ({ page }: Visitor, subject: string): Promise<string> => {
    const message = page
      .getByRole('button', { name: new RegExp(subject) })
      .or(page.getByRole('link', { name: new RegExp(subject) }));
    await page.goto('/mailbox');
    for (let looks = 0; looks < 60 && (await message.count()) === 0; looks += 1) {
      await page.reload();
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    await message.first().click();
    const href = await page.frameLocator('iframe').locator('a.act').getAttribute('href');
    if (!href) throw new Error(`The mail ${subject} leads nowhere`);
    // Were it left open, its frame would ask again when the session ends, and be refused aloud.
    await page.getByRole('button', { name: 'Close', exact: true }).first().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    return href;
  };

  it('is made by an invitation', async () => {
    const body = { email, displayName: 'Irma Invited', installationRoles: [] };
    const { link } = await granted<{ link: string }>(admin, 'POST', '/people/invitations', body);
    await irma.page.goto(link);
    await irma.page.getByLabel('Choose a password').fill(password);
    await irma.page.getByRole('button', { name: 'Make my account and accept' }).click();
    await irma.page.waitForURL((url) => url.pathname === '/');
  });

  it('gets a new password by mail, which signs out everywhere', async () => {
    const elsewhere = await journey.arrive();
    const { page } = elsewhere;
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByRole('heading', { name: 'A new password.' }).waitFor();
    await expectAccessible(page);
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText(`If ${email} has an account, a link is on its way there.`).waitFor();

    const link = await linkInMail(irma, 'Set a new password');
    await page.goto(link);
    await page.getByText(`For ${email}.`).waitFor();
    await expectAccessible(page);
    await page.getByLabel('New password').fill('password12345');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText(/one of those guessed first/).waitFor();
    await page.getByLabel('New password').fill(newPassword);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByRole('heading', { name: 'Your password is set.' }).waitFor();
    // The browser that was signed in is not any more, and the link opens nothing a second time.
    await irma.page.waitForURL((url) => url.pathname === '/sign-in');
    await page.goto(link);
    await page.getByRole('heading', { name: 'This link opens nothing.' }).waitFor();
    await signIn(irma, email, newPassword);
    await irma.page.waitForURL((url) => url.pathname === '/');
  });

  it('gets a new address once the link sent there was opened', async () => {
    const { page } = irma;
    await goTo(page, '/profile', 'Profile');
    await page.getByLabel('New address').fill(newEmail);
    await page.getByLabel('Your password').fill(newPassword);
    await page.getByRole('button', { name: 'Change address' }).click();
    await page.getByText(`A link is on its way to ${newEmail}.`).waitFor();
    await expectAccessible(page);
    await page.goto(await linkInMail(irma, 'Confirm this address'));
    await page.getByRole('button', { name: 'Confirm the address' }).click();
    await page.getByText(`You sign in with ${newEmail} from now on.`).waitFor();
    await linkInMail(irma, 'The address of your account was changed');
    const again = await journey.arrive();
    await signIn(again, newEmail, newPassword);
    await again.page.waitForURL((url) => url.pathname === '/');
  });

  it('is written down with everything else, and the administrator reads it', async () => {
    const { page } = admin;
    await goTo(page, '/admin/history', 'History of the installation');
    await page.getByText('Irma Invited set a new password by a link.').waitFor();
    await page.getByText('Irma Invited changed the address of their account.').waitFor();
    await page.getByRole('button', { name: 'Check the history' }).click();
    await page.getByText(/^All \d+ acts fit\.$/).waitFor();
  });

  it('tells a consortium what was done, and proves it in a file that anybody can check', async () => {
    const { page } = coordinator;
    const proposalId = await ownProposal(coordinator);
    await granted(coordinator, 'POST', `/proposals/${proposalId}/members`, { stateCode: 'SE' });
    await goTo(page, `/proposals/${proposalId}/history`, 'History');
    await page.getByText('Coordinator, Finland (FI) took Sweden into the consortium.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Check the history' }).click();
    await page.getByText(/^(The one act fits|All \d+ acts fit)\.$/).waitFor();
    for (const name of ['Download to verify', 'Download as table']) {
      const started = page.waitForEvent('download');
      await page.getByRole('link', { name }).click();
      const file = await (await started).path();
      const { stdout } = await run(process.execPath, ['apps/api/dist/main.cli.js', 'verify-audit', file], {
        cwd: checkout,
      });
      expect(stdout).toContain('VERIFIED: the history is whole.');
      expect(await readFile(file, 'utf8')).toContain('member.add');
    }
    // That it was taken away stands in it from now on.
    await page.reload();
    await page.getByText('Coordinator, Finland (FI) downloaded this history.').first().waitFor();
  });

  it('complains of nothing in any browser', () => {
    for (const { complaints } of [admin, irma, coordinator]) expect(complaints).toEqual([]);
  });
});
