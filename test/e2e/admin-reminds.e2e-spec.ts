import { ask, granted, ownProposal, type SectionLine, sectionOf } from './support/api.js';
import {
  beginJourney,
  choose,
  describeJourney,
  expectAccessible,
  goTo,
  type Journey,
} from './support/journey.js';
import { pastTheProduct } from './support/past-the-product.js';

const admin = 'Administrator';
const coordinator = 'Coordinator, Finland';

interface Reminder {
  readonly id: string;
  readonly state: string;
  readonly sectionNumber: string | null;
  readonly recipient: { readonly displayName: string | null };
}

describeJourney('The admin follows every reminder and opens no text', () => {
  let journey: Journey;
  let proposalId: string;
  let section: SectionLine;
  beforeAll(async () => {
    journey = await beginJourney();
    const visitor = await journey.as(coordinator);
    proposalId = await ownProposal(visitor);
    section = await sectionOf(visitor, proposalId, 'D4');
  });
  afterAll(async () => {
    await journey?.end();
  });

  const ledger = async (state: string) =>
    (
      await granted<{ reminders: Reminder[] }>(
        await journey.as(admin),
        'GET',
        `/admin/reminders?state=${state}`,
      )
    ).reminders;

  it('sees reminders and deadlines of all proposals', async () => {
    const { page } = await journey.as(admin);
    await page
      .getByRole('navigation', { name: 'Main', exact: true })
      .getByRole('link', { name: 'Reminders' })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Reminders' }).waitFor();
    const table = page.getByRole('table', { name: 'Reminders of all proposals' });
    await table.getByText('Planned', { exact: true }).first().waitFor();
    const followed = page.getByRole('table', { name: 'Deadlines of all proposals' });
    await followed.getByText('Practice North').first().waitFor();
    await followed.getByText('Practice South').first().waitFor();
    await expectAccessible(page);
  });

  it('reads the one that went out exactly as it was received', async () => {
    const { page } = await journey.as(admin);
    await choose(page, /State$/, 'Sent');
    const table = page.getByRole('table', { name: 'Reminders of all proposals' });
    await page.waitForURL(/state=sent/);
    // What was due before the sample was loaded goes out by the queue, like everything else.
    await untilThere(async () => {
      await page.reload();
      return table.getByText('Reviewer, Norway').first();
    });
    await table
      .getByRole('button', { name: /^Open: .*C4/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('reviewer.no@practice.example').waitFor();
    const mail = page.frameLocator('iframe[title="The mail as it looks"]');
    await mail.getByText('C4').first().waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('sends a planned one now, and it arrives once', async () => {
    const { page } = await journey.as(admin);
    await choose(page, /State$/, 'Planned');
    const [planned] = (await ledger('planned')).filter(
      ({ sectionNumber, recipient }) => sectionNumber === 'D4' && recipient.displayName === 'Author, Poland',
    );
    if (!planned) throw new Error('No reminder of D4 is planned.');
    await goTo(page, `/admin/reminders?state=planned&open=${planned.id}`, 'Reminders');
    await page.getByText('It has not been written yet; that happens when it goes out.').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    const send = page
      .getByRole('row')
      .filter({ hasText: 'Author, Poland' })
      .getByRole('button', { name: /^Send now: .*D4/ });
    await send.first().click();
    await page.getByText('It goes out now.').waitFor();
    const author = await journey.as('Author, Poland');
    await goTo(author.page, '/mailbox', 'Mailbox');
    await untilThere(async () => {
      await author.page.reload();
      return author.page.getByRole('button', { name: /D4/ }).first();
    });
    expect(await author.page.getByRole('button', { name: /D4/ }).count()).toBe(1);
    await expectAccessible(author.page);
  });

  it('tries a failed one again', async () => {
    const { page } = await journey.as(admin);
    const failed = (await ledger('planned')).find(({ sectionNumber }) => sectionNumber === 'D6');
    if (!failed) throw new Error('No reminder of D6 is planned.');
    await pastTheProduct(
      journey,
      `update reminder_occurrence set state = 'failed', attempts = 8, last_error = '550 no such mailbox' where id = $1`,
      [failed.id],
    );
    await goTo(page, '/admin/reminders?state=failed', 'Reminders');
    await page.getByText('550 no such mailbox').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Try now: .*D6/ }).click();
    await page.getByText('It goes out now.').waitFor();
    await untilThere(async () => {
      await goTo(page, `/admin/reminders?open=${failed.id}`, 'Reminders');
      return page.getByRole('dialog').getByText('Sent', { exact: true }).first();
    });
    const mail = page.frameLocator('iframe[title="The mail as it looks"]');
    await mail.getByText('D6').first().waitFor();
  });

  it('can open no text', async () => {
    const visitor = await journey.as(admin);
    const { page } = visitor;
    for (const path of [
      '',
      '/sections',
      `/sections/${section.id}`,
      '/review',
      '/consortium',
      '/submission',
    ]) {
      await page.goto(`/proposals/${proposalId}${path}`);
      await page.getByRole('heading', { name: 'This page is not here, or not for you.' }).waitFor();
    }
    await expectAccessible(page);
    for (const path of [
      `/proposals/${proposalId}`,
      `/proposals/${proposalId}/cockpit`,
      `/proposals/${proposalId}/sections`,
      `/sections/${section.id}`,
      `/sections/${section.id}/text`,
      `/sections/${section.id}/comments`,
      `/sections/${section.id}/review`,
    ])
      expect([path, (await ask(visitor, 'GET', path)).status]).toEqual([path, 404]);
    const ticket = await ask(visitor, 'POST', `/sections/${section.id}/tickets`, {
      bindingId: section.id,
    });
    expect([400, 404]).toContain(ticket.status);
    expect(journey.complaints()).toEqual([]);
  });
});

/** Looks again until what is looked for is there: mails leave by a queue. */
async function untilThere(
  look: () => Promise<{ waitFor(options: { timeout: number }): Promise<void> }>,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const seen = await look();
    try {
      await seen.waitFor({ timeout: 2000 });
      return;
    } catch (error) {
      if (tries === 20) throw error;
    }
  }
}
