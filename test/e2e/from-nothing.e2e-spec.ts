import type { Page } from 'playwright-core';
import { ask, granted, sectionOf } from './support/api.js';
import type { Visitor } from './support/browser.js';
import { openPanel, openToWrite, untilSaved, writeAtEnd } from './support/desk.js';
import {
  beginJourney,
  describeJourney,
  expectAccessible,
  goTo,
  type Journey,
  screenOf,
  search,
  typeMoment,
} from './support/journey.js';

const password = 'a long sentence nobody guesses';
const people = {
  admin: { name: 'Ada Admin', email: 'ada@example.org' },
  officer: { name: 'Olga Officer', email: 'olga@example.org' },
  coordinator: { name: 'Carla Coordinator', email: 'carla@example.org' },
  reviewer: { name: 'Piotr Reviewer', email: 'piotr@example.org' },
};

describeJourney('From an empty installation to a submitted proposal', () => {
  let journey: Journey;
  let admin: Visitor;
  let officer: Visitor;
  let coordinator: Visitor;
  let reviewer: Visitor;
  let proposalId: string;
  let invitation: string;
  beforeAll(async () => {
    journey = await beginJourney({ CONCORDAT_SAMPLE: 'off' });
    [admin, officer, coordinator, reviewer] = [
      await journey.arrive(),
      await journey.arrive(),
      await journey.arrive(),
      await journey.arrive(),
    ];
  });
  afterAll(async () => {
    await journey?.end();
  });

  /** Accepts with a new account what a link invites to. */
  const accept = async ({ page }: Visitor, link: string, who: { name: string; email: string }) => {
    await page.goto(link);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByLabel('Your name').fill(who.name);
    await page.getByLabel('Choose a password').fill(password);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Make my account and accept' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/invitation'));
    await screenOf(page);
  };

  it('gives whoever started it a link to become its first administrator', async () => {
    const { page } = admin;
    await goTo(page, '/', 'One proposal, written by many states.');
    await expectAccessible(page);
    const link = /http:\/\/\S+\/invitation\/\S+/.exec(journey.product.said())?.[0];
    if (!link) throw new Error(`The terminal shows no link:\n${journey.product.said()}`);
    await page.goto(link);
    await page.getByLabel('Your e-mail').fill(people.admin.email);
    await page.getByLabel('Your name').fill(people.admin.name);
    await page.getByLabel('Choose a password').fill(password);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Make my account' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    await screenOf(page, 'Portfolio');
    await expectAccessible(page);
    const second = await journey.arrive();
    await second.page.goto(link);
    await second.page.getByRole('heading', { name: 'This link opens nothing now.' }).waitFor();
  });

  const inviteByAdmin = async (who: { name: string; email: string }, role: string): Promise<string> => {
    const { page } = admin;
    await goTo(page, '/admin/people', 'People');
    await page.getByRole('button', { name: 'Invite a person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill(who.email);
    await dialog.getByLabel('Name').fill(who.name);
    await dialog.getByRole('checkbox', { name: role }).check({ force: true });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Send the invitation' }).click();
    return linkShown(page);
  };

  it('lets the administrator invite a call officer and a coordinator', async () => {
    await accept(officer, await inviteByAdmin(people.officer, 'Call officer'), people.officer);
    const link = await inviteByAdmin(people.coordinator, 'National coordinator');
    await accept(coordinator, link, people.coordinator);
    await goTo(admin.page, '/admin/people', 'People');
    for (const { name } of [people.officer, people.coordinator])
      await admin.page.getByText(name).first().waitFor();
    const used = await journey.arrive();
    await used.page.goto(link);
    await used.page.getByRole('heading', { name: 'This link opens nothing now.' }).waitFor();
  });

  it('lets people come back with their password, and tells nobody which part was wrong', async () => {
    const { page } = await journey.arrive();
    await goTo(page, '/sign-in', 'One proposal, written by many states.');
    const refused: string[] = [];
    for (const email of [people.officer.email, 'nobody@example.org']) {
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password').fill('not the password at all');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      const banner = page.getByRole('alert').first();
      await banner.waitFor();
      refused.push((await banner.innerText()).replace(/Request .*/, ''));
      await page.reload();
    }
    expect(refused[0]).toBe(refused[1]);
    await page.getByLabel('E-mail').fill(people.officer.email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => url.pathname === '/');
  });

  it('lets the call officer make a call from the template, with a cut-off', async () => {
    const { page } = officer;
    await goTo(page, '/calls', 'Calls');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Make a call' }).click();
    await screenOf(page, 'Make a call');
    await page.getByLabel('Identifier').fill('EUROHPC-TEST-AI-03');
    await page.getByLabel('Title').fill('AI factories, third round');
    await page.getByLabel('Authority').fill('EuroHPC Joint Undertaking');
    const at = new Date(Date.now() + 120 * 86_400_000).toISOString().slice(0, 10);
    await typeMoment(page, 'First cut-off', `${at}T17:00`);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Make the call' }).click();
    await screenOf(page, 'EUROHPC-TEST-AI-03');
    await page
      .getByText(/17:00 Brussels/)
      .first()
      .waitFor();
    await expectAccessible(page);
  });

  it('lets the coordinator found a proposal with sections and a timetable', async () => {
    const { page } = coordinator;
    await goTo(page, '/', 'Portfolio');
    await page.getByText('Your first proposal starts here').waitFor();
    await page.getByRole('link', { name: 'New proposal' }).click();
    await screenOf(page, 'New proposal');
    await page.getByLabel('Acronym').fill('NORDAI');
    await page.getByLabel('Title').fill('An AI factory from nothing');
    await search(page, 'Hosting state', 'Finland');
    await page.getByText('the cut-off itself').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Found the proposal' }).click();
    await screenOf(page, 'Overview');
    proposalId = new URL(page.url()).pathname.split('/')[2] ?? '';
    await expectAccessible(page);
    const { sections } = await granted<{ sections: { isGroup: boolean }[] }>(
      coordinator,
      'GET',
      `/proposals/${proposalId}/sections`,
    );
    expect(sections.filter(({ isGroup }) => !isGroup).length).toBeGreaterThan(14);
    await goTo(page, `/proposals/${proposalId}/deadlines`, 'Deadlines');
    await page.getByText('Planned back from the cut-off').waitFor();
    await expectAccessible(page);
  });

  it('takes in states that take part on the date of the cut-off, and no others', async () => {
    const { page } = coordinator;
    await goTo(page, `/proposals/${proposalId}/consortium`, 'Consortium');
    for (const state of ['Poland', 'Norway']) {
      await page.getByRole('button', { name: 'Add a state' }).click();
      await search(page, 'State', state);
      await page.getByRole('dialog').getByRole('button', { name: 'Add the state' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: `Invite people of ${state}` }).waitFor();
    }
    await expectAccessible(page);
    const other = await ask<{ code: string }>(coordinator, 'POST', `/proposals/${proposalId}/members`, {
      stateCode: 'CH',
      hostingEntity: null,
    });
    expect(other.status).toBeGreaterThanOrEqual(400);
    expect(other.status).toBeLessThan(500);
  });

  it('invites the people of a state by a link with roles', async () => {
    const { page } = coordinator;
    await page.getByRole('button', { name: 'Invite people of Poland' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill(people.reviewer.email);
    await dialog.getByLabel('Name').fill(people.reviewer.name);
    await dialog.getByRole('checkbox', { name: 'Reviewer' }).check({ force: true });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Send the invitation' }).click();
    invitation = await linkShown(page);
    await page.getByText(people.reviewer.email).first().waitFor();
    await accept(reviewer, invitation, people.reviewer);
    expect(new URL(reviewer.page.url()).pathname).toBe(`/proposals/${proposalId}`);
  });

  it('changes and ends memberships, but never the last coordinator', async () => {
    const { page } = coordinator;
    await goTo(page, `/proposals/${proposalId}/consortium`, 'Consortium');
    await page.getByRole('button', { name: `Change roles of ${people.reviewer.name}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: 'Author' }).check({ force: true });
    await dialog.getByRole('button', { name: 'Change the roles' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page
      .getByRole('row', { name: new RegExp(people.reviewer.name) })
      .getByText(/Author/)
      .waitFor();
    const end = page.getByRole('button', { name: `End the membership of ${people.coordinator.name}` });
    expect(
      (await end.count()) === 0 ||
        (await end.isDisabled()) ||
        (await end.getAttribute('aria-disabled')) === 'true',
    ).toBe(true);
  });

  it('is written and reviewed like any other', async () => {
    const { page } = coordinator;
    const section = await sectionOf(coordinator, proposalId, 'A1');
    const text = await openToWrite(page, proposalId, section);
    await writeAtEnd(page, text, 'This proposal began with nothing.');
    await untilSaved(page);
    const panel = await openPanel(page, 'Review');
    await panel.getByRole('button', { name: 'Ask states for review' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: 'Norway' }).uncheck({ force: true });
    await dialog.getByRole('button', { name: 'Ask for review' }).click();
    await panel.getByText(/^0 of 1 answered/).waitFor();

    await goTo(reviewer.page, '/', 'Portfolio');
    await reviewer.page.getByRole('link', { name: 'Read A1' }).click();
    await openPanel(reviewer.page, 'Review');
    await reviewer.page.getByRole('radio', { name: /^Approve/ }).check({ force: true });
    await reviewer.page.getByRole('button', { name: 'Approve for Poland' }).click();
    await reviewer.page.getByText('Poland approved A1.').waitFor();
    expect((await sectionOf(coordinator, proposalId, 'A1')).state).toBe('approved');
  });

  it('is submitted, incomplete as it is', async () => {
    const { page } = coordinator;
    await goTo(page, `/proposals/${proposalId}/submission`, 'Submission');
    await page.getByRole('button', { name: 'Prepare version 1' }).click();
    await page.getByRole('button', { name: 'Submit version 1' }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Submit version 1' }).click();
    const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await dialog.getByRole('button', { name: 'Submit version 1' }).click();
    await page.getByText('Submitted, and the receipt stands.').waitFor();
    await expectAccessible(page);
    expect(journey.complaints()).toEqual([]);
  });
});

/** The link of an invitation, shown once; closes the dialog that shows it. */
async function linkShown(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog', { name: /^The invitation is/ });
  await dialog.waitFor();
  const fields = await dialog.locator('input, textarea').all();
  const values = await Promise.all(fields.map((field) => field.inputValue()));
  const shown = [await dialog.innerText(), ...values].join('\n');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
  const link = /http:\/\/\S+\/invitation\/[\w-]+/.exec(shown)?.[0];
  if (!link) throw new Error(`No link is shown: ${shown}`);
  return link;
}
