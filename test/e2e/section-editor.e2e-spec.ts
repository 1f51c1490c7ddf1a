import type { Page } from 'playwright-core';
import { granted, ownProposal, sectionOf, type SectionLine } from './support/api.js';
import type { Visitor } from './support/browser.js';
import { beginJourney, describeJourney, expectAccessible, goTo, type Journey } from './support/journey.js';
import { pastTheProduct } from './support/past-the-product.js';
import {
  insertAtEnd,
  keptTexts,
  readyToWrite,
  saved,
  textOf,
  writeAtEnd,
  writeAtStart,
} from './support/writing.js';

describeJourney('Several people write in one section', () => {
  let journey: Journey;
  let coordinator: Visitor;
  let proposalId: string;

  beforeAll(async () => {
    journey = await beginJourney();
    coordinator = await journey.as('Coordinator, Finland');
    proposalId = await ownProposal(coordinator);
  });
  afterAll(async () => {
    await journey?.end();
  });

  const open = async ({ page }: Visitor, number: string) => {
    const section = await sectionOf(coordinator, proposalId, number);
    await page.goto(`/proposals/${proposalId}/sections/${section.id}`);
    await page.getByRole('heading', { level: 1, name: section.title }).waitFor();
    return section;
  };

  it('shows the outline with leads, states and lengths', async () => {
    const { page } = coordinator;
    await goTo(page, `/proposals/${proposalId}/sections`, 'Sections');
    const table = page.getByRole('table', { name: /Sections in order/ });
    await table.getByRole('link', { name: /Energy efficiency/ }).waitFor();
    expect(await table.getByText('Changes requested').count()).toBeGreaterThan(0);
    await expectAccessible(page);
  });

  it('shows two people the same words, and says saved only for what the database has', async () => {
    const deputy = await journey.as('Deputy coordinator, Finland');
    const section = await open(coordinator, 'E1');
    await open(deputy, 'E1');
    await Promise.all([readyToWrite(coordinator.page), readyToWrite(deputy.page)]);
    await writeAtStart(coordinator.page, 'Words of the coordinator. ');
    await writeAtEnd(deputy.page, ' Words of the deputy.');
    await Promise.all([saved(coordinator.page), saved(deputy.page)]);
    for (const { page } of [coordinator, deputy]) {
      await textOf(page).getByText('Words of the coordinator.').waitFor();
      await textOf(page).getByText('Words of the deputy.').waitFor();
    }
    const stored = await storedText(section);
    expect(stored).toContain('Words of the coordinator.');
    expect(stored).toContain('Words of the deputy.');
    await coordinator.page.getByText('2 here').waitFor();
    await expectAccessible(coordinator.page);
  });

  it('can be used without a mouse', async () => {
    const { page } = coordinator;
    await textOf(page).focus();
    await page.keyboard.press('Alt+F10');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Bold/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+s');
    await page.getByText('Saved already').waitFor();
    await page.keyboard.press('Control+/');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+F6');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('tab');
  });

  it('takes no link that could run a script', async () => {
    const { page } = coordinator;
    await textOf(page).locator('p').first().click({ clickCount: 3 });
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Link' }).waitFor();
    await page.keyboard.type('javascript:alert(1)');
    await page.keyboard.press('Enter');
    await page.getByText('This address cannot be linked.').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('https://example.org/');
    await page.keyboard.press('Enter');
    await textOf(page).getByRole('link').first().waitFor();
    expect(await textOf(page).getByRole('link').first().getAttribute('href')).toBe('https://example.org/');
    await saved(page);
  });

  it('keeps words that are refused, says so, and saves the next ones', async () => {
    const { page } = coordinator;
    const section = await open(coordinator, 'D4');
    await readyToWrite(page);
    await textOf(page).locator('p').last().click();
    await page.evaluate(() => document.execCommand('insertText', false, 'too much '.repeat(130_000)));
    // A mebibyte of text is work for the browser itself, on a busy machine for long.
    await page.getByText('Not saved. Here it is, copy it.').waitFor({ timeout: 60_000 });
    const rescued = page.getByRole('textbox', { name: 'Your words that were not saved' });
    expect((await rescued.inputValue()).length).toBeGreaterThan(1_000_000);
    await expectAccessible(page);
    await readyToWrite(page);
    await writeAtEnd(page, ' The next words.');
    await saved(page);
    const stored = await storedText(section);
    expect(stored).toContain('The next words.');
    expect(stored).not.toContain('too much');
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByText('Not saved. Here it is, copy it.').waitFor({ state: 'detached' });
  });

  it('says within two seconds why words of a section just approved were not saved, and hands them back', async () => {
    const { page, context } = coordinator;
    const { id } = await open(coordinator, 'D4');
    await readyToWrite(page);
    // Nothing announces this change: the page learns of it by the refusal.
    await pastTheProduct(journey, "update section set state = 'approved' where id = $1", [id]);
    await insertAtEnd(page, ' Too late.');
    await rescued(page, 'so its text is closed. Your words were not saved', 'Too late.');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Your words are copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Too late.');
    await expectAccessible(page);
    await pastTheProduct(journey, "update section set state = 'drafting' where id = $1", [id]);
    await announce('section.reopened', id);
    await page.getByRole('button', { name: 'I have it' }).click();
    await readyToWrite(page);
    await writeAtEnd(page, ' In time.');
    await saved(page);
    const stored = await storedText({ id });
    expect(stored).toContain('In time.');
    expect(stored).not.toContain('Too late.');
  });

  it('says within two seconds that the right to write has ended, and hands the words back', async () => {
    const { page } = await journey.as('Author, Denmark');
    const { id } = await open(await journey.as('Author, Denmark'), 'D2');
    await readyToWrite(page);
    const without = 'delete from section_contributor where section_id = $1 returning *';
    const { rows } = await pastTheProduct(journey, without, [id]);
    const lead = 'update section set lead_person_id = $2 where id = $1';
    const before = await pastTheProduct(journey, 'select lead_person_id from section where id = $1', [id]);
    await pastTheProduct(journey, lead, [id, null]);
    await insertAtEnd(page, ' Without a right.');
    await rescued(page, 'You may read this section but not write in it', 'Without a right.');
    await page.getByText('Viewing: nothing you type is kept').waitFor();
    for (const { proposal_id: proposal, person_id: person } of rows)
      await pastTheProduct(
        journey,
        'insert into section_contributor (proposal_id, section_id, person_id) values ($1, $2, $3)',
        [proposal, id, person],
      );
    await pastTheProduct(journey, lead, [id, before.rows[0]?.['lead_person_id']]);
    await announce('section.assigned', id);
    await readyToWrite(page);
    await writeAtEnd(page, ' With a right.');
    await saved(page);
    const stored = await storedText({ id });
    expect(stored).toContain('With a right.');
    expect(stored).not.toContain('Without a right.');
  });

  it('hands words back that arrive damaged, and saves the next ones', async () => {
    const { page } = coordinator;
    let damages = false;
    await page.routeWebSocket(/\/collab/, (near) => {
      const far = near.connectToServer();
      near.onMessage((frame) => {
        const isUpdate = typeof frame !== 'string' && frame[37] === 0 && frame[38] === 2;
        if (!damages || !isUpdate) return far.send(frame);
        damages = false;
        const bytes = Buffer.from(frame);
        far.send(bytes.fill(255, bytes.length - 4));
      });
    });
    const { id } = await open(coordinator, 'D4');
    await readyToWrite(page);
    damages = true;
    await insertAtEnd(page, ' ~');
    await page.getByText('The change could not be read and was not saved.').waitFor({ timeout: 2_000 });
    await page.getByRole('button', { name: 'I have it' }).click();
    await readyToWrite(page);
    await writeAtEnd(page, ' Undamaged.');
    await saved(page);
    expect(await storedText({ id })).toContain('Undamaged.');
  });

  it('closes the text at once over somebody who is no longer a contributor, and opens it again', async () => {
    const author = await journey.as('Author, Denmark');
    const { id } = await open(author, 'D2');
    await readyToWrite(author.page);
    const { lead, contributors, due, version } = await readAssignment(id);
    const others = contributors.map((person) => person.id);
    const assign = (change: object) =>
      granted<Assignment>(coordinator, 'PUT', `/sections/${id}/assignment`, {
        dueAt: due?.at ?? null,
        contributorPersonIds: [],
        ...change,
      });
    await assign({ version, leadPersonId: others[0] ?? null });
    await author.page.getByText('Viewing: nothing you type is kept').waitFor({ timeout: 2_000 });
    await author.page.getByText(/^You read here\./).waitFor();
    await expectAccessible(author.page);
    const after = await readAssignment(id);
    await assign({ version: after.version, leadPersonId: lead?.id ?? null, contributorPersonIds: others });
    await readyToWrite(author.page);
  });

  it('is for reading where the states have approved, and on a phone', async () => {
    const { page } = coordinator;
    await open(coordinator, 'A1');
    await page.getByText(/^The states have approved this section\./).waitFor();
    expect(await textOf(page).getAttribute('contenteditable')).toBe('false');
    await page.setViewportSize({ width: 390, height: 844 });
    await open(coordinator, 'E1');
    await page.getByText(/^On a phone you read here and suggest/).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('complains of nothing in the browser, breaches of the content security policy included', () => {
    expect(journey.complaints()).toEqual([]);
  });

  // After the look at complaints: a server that is away is something that browsers complain of.
  it('keeps words while the server is away and sends them when it is back', async () => {
    const { page } = coordinator;
    const section = await open(coordinator, 'E1');
    await readyToWrite(page);
    journey.product.child.kill('SIGTERM');
    await journey.product.ended();
    await page.getByText('Offline – kept on this device, will be sent').waitFor();
    await writeAtEnd(page, ' Written while the server was away.');
    await page.getByText('Offline – kept on this device, will be sent').waitFor();
    expect(await page.getByText(/^All changes saved/).count()).toBe(0);
    await journey.room.start().ready();
    await saved(page);
    expect(await storedText(section)).toContain('Written while the server was away.');
  });

  // As above: a network that is away is something that browsers complain of.
  it('deletes the text from the device when a membership ends, and hands unsent words to their writer', async () => {
    const author = await journey.as('Author, Denmark');
    const { page, context } = author;
    await open(author, 'D2');
    await readyToWrite(page);
    expect(await keptTexts(page)).toHaveLength(1);
    await context.setOffline(true);
    await page.getByText('Offline – kept on this device, will be sent').waitFor();
    await insertAtEnd(page, ' Written without a network.');
    await pastTheProduct(
      journey,
      `update membership set ended_at = clock_timestamp()
        where person_id = (select id from person where display_name = 'Author, Denmark')`,
    );
    await context.setOffline(false);
    await rescued(
      page,
      'There is nothing here, or it is not open to you',
      'Written without a network.',
      10_000,
    );
    await page.getByText('This text is closed here.').waitFor();
    expect(await keptTexts(page)).toEqual([]);
  });

  interface Assignment {
    readonly version: number;
    readonly lead: { readonly id: string } | null;
    readonly contributors: readonly { readonly id: string }[];
    readonly due: { readonly at: string } | null;
  }

  const readAssignment = (id: string) => granted<Assignment>(coordinator, 'GET', `/sections/${id}`);

  /** Tells open pages that something has changed, as the product does at the commit. */
  const announce = (kind: string, id: string) =>
    pastTheProduct(journey, 'select pg_notify($1, $2)', [
      'concordat_live',
      JSON.stringify({ to: 'proposal', kind, proposalId, id }),
    ]);

  const storedText = async ({ id }: Pick<SectionLine, 'id'>) =>
    (await granted<{ text: string }>(coordinator, 'GET', `/sections/${id}/text`)).text;
});

/** Waits for the sentence that says why words were not saved, and for the words. */
async function rescued(page: Page, sentence: string, words: string, withinMs = 2_000): Promise<void> {
  await page.getByText(sentence).first().waitFor({ timeout: withinMs });
  const panel = page.getByRole('textbox', { name: 'Your words that were not saved' });
  await expect(panel.inputValue()).resolves.toContain(words);
}
