import type { Page } from 'playwright-core';
import { freePort } from '../support/product.js';
import { granted, ownProposal, sectionOf, type SectionLine } from './support/api.js';
import { type Between, standBetween } from './support/between.js';
import { signInAs, type Visitor } from './support/browser.js';
import { beginJourney, describeJourney, expectAccessible, type Journey } from './support/journey.js';
import { keptTexts, readyToWrite, saved, textOf, writeAtEnd, writeAtStart } from './support/writing.js';

const plainHttp = 'Connected over plain HTTP; everything is saved as usual';

describeJourney('A text is written over plain HTTP where no socket gets through', () => {
  let between: Between;
  let journey: Journey;
  let coordinator: Visitor;
  let proposalId: string;

  beforeAll(async () => {
    const port = await freePort();
    between = await standBetween(port);
    journey = await beginJourney({ PORT: String(port), CONCORDAT_PUBLIC_URL: between.address });
    // Two names of one machine: what lies between treats their sockets differently.
    coordinator = await journey.arrive({ address: between.address.replace('127.0.0.1', 'localhost') });
    await signInAs(coordinator, 'Coordinator, Finland');
    proposalId = await ownProposal(coordinator);
  });
  afterEach(() => {
    between.rules.socketsAt = { '127.0.0.1': 'pass', localhost: 'pass' };
    between.rules.socketsLiveMs = between.rules.pollsLiveMs = null;
  });
  afterAll(async () => {
    await journey?.end();
    await between?.close();
  });

  /** Opens a section in a tab that remembers no road. */
  async function open({ page }: Visitor, number: string): Promise<SectionLine> {
    const section = await sectionOf(coordinator, proposalId, number);
    await page.evaluate(() => sessionStorage.clear());
    await page.goto(`/proposals/${proposalId}/sections/${section.id}`);
    return section;
  }

  /** Opens a section where sockets fare like this, writes a word, and gives how long it took until it was saved. */
  async function firstWord(number: string, word: string): Promise<SectionLine> {
    const { page } = coordinator;
    const openedAt = performance.now();
    const section = await open(coordinator, number);
    await readyToWrite(page);
    await writeAtEnd(page, ` ${word}`);
    await saved(page);
    const tookMs = Math.round(performance.now() - openedAt);
    process.stdout.write(`${word}: first word acknowledged ${tookMs} ms after opening\n`);
    return section;
  }

  const storedText = async ({ id }: SectionLine): Promise<string> =>
    (await granted<{ text: string }>(coordinator, 'GET', `/sections/${id}/text`)).text;
  const times = (text: string, words: string): number => text.split(words).length - 1;
  const onPlainHttp = (page: Page) => page.getByText(plainHttp).waitFor();

  it('sockets that are refused: it goes over, says so, loses and doubles nothing', async () => {
    between.rules.socketsAt.localhost = 'refuse';
    const { page, context } = coordinator;
    const section = await firstWord('E1', 'sockets-refused');
    await onPlainHttp(page);
    between.rules.losesAnswers = 2;
    await page.keyboard.type(' answers-lost');
    await saved(page);
    expect(between.rules.losesAnswers).toBe(0);
    await context.setOffline(true);
    await page.getByText('Offline – kept on this device, will be sent').waitFor();
    await page.keyboard.type(' without-network.');
    await context.setOffline(false);
    await saved(page);
    expect(times(await storedText(section), 'sockets-refused answers-lost without-network.')).toBe(1);
    // What was found out holds for the session of the tab.
    between.rules.socketsAt.localhost = 'swallow';
    const { sockets } = between.seen;
    await page.reload();
    await onPlainHttp(page);
    expect(between.seen.sockets).toBe(sockets);
  });

  it('sockets that are opened and then swallowed: it goes over as well', async () => {
    between.rules.socketsAt.localhost = 'swallow';
    const section = await firstWord('D4', 'sockets-swallowed');
    await onPlainHttp(coordinator.page);
    expect(times(await storedText(section), 'sockets-swallowed')).toBe(1);
  });

  it('sockets that are cut again and again: it goes over, and no word is lost or doubled', async () => {
    between.rules.socketsLiveMs = 1_000;
    const { page } = coordinator;
    const section = await firstWord('D4', 'sockets-cut');
    let turns = 0;
    for (; !(await page.getByText(plainHttp).isVisible()); turns += 1)
      await page.keyboard.type(` cut${turns}.`, { delay: 20 });
    await saved(page);
    const text = await storedText(section);
    for (let turn = 0; turn < turns; turn += 1) expect(times(text, ` cut${turn}.`)).toBe(1);
  });

  it('two write together with one socket between them, while long polls are cut; then both have one', async () => {
    between.rules.socketsAt.localhost = 'refuse';
    between.rules.pollsLiveMs = 700;
    const deputy = await journey.as('Deputy coordinator, Finland');
    const section = await open(coordinator, 'E1');
    await open(deputy, 'E1');
    const { page } = coordinator;
    await Promise.all([readyToWrite(page), readyToWrite(deputy.page)]);
    await onPlainHttp(page);
    expect(await deputy.page.getByText(plainHttp).count()).toBe(0);
    await Promise.all([
      writeAtStart(page, 'From plain HTTP. '),
      writeAtEnd(deputy.page, ' From the socket.'),
    ]);
    await Promise.all([saved(page), saved(deputy.page)]);
    for (const [seeing, colleague] of [
      [page, 'Deputy coordinator, Finland'],
      [deputy.page, 'Coordinator, Finland'],
    ] as const) {
      await textOf(seeing).getByText('From plain HTTP.').waitFor();
      await textOf(seeing).getByText('From the socket.').waitFor();
      await seeing.locator('.author-caret', { hasText: colleague }).first().waitFor();
      await seeing.getByText('2 here').waitFor();
    }
    expect(await wordsOf(page)).toBe(await wordsOf(deputy.page));
    await expectAccessible(page);

    between.rules.socketsAt.localhost = 'pass';
    const { sockets } = between.seen;
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await writeAtEnd(page, ' While it changes');
    await page.getByText(plainHttp).waitFor({ state: 'hidden' });
    expect(between.seen.sockets).toBe(sockets + 1);
    await saved(page);
    const { changes } = between.seen;
    await page.keyboard.type(' and after it.');
    await saved(page);
    expect(between.seen.changes).toBe(changes);
    await textOf(deputy.page).getByText('While it changes and after it.').waitFor();
    const text = await storedText(section);
    for (const words of ['From plain HTTP.', 'From the socket. While it changes and after it.'])
      expect(times(text, words)).toBe(1);
  });

  it('two tabs of one person share one question, and the second asks when the first is closed', async () => {
    between.rules.socketsAt.localhost = 'refuse';
    const { context, page: first } = coordinator;
    const section = await open(coordinator, 'E1');
    await readyToWrite(first);
    const second = await context.newPage();
    await second.goto(`/proposals/${proposalId}/sections/${section.id}`);
    await readyToWrite(second);
    between.seen.mostPollsAtOnce = between.seen.pollsNow;
    await writeAtEnd(second, ' From-the-second-tab.');
    await textOf(first).getByText('From-the-second-tab.').waitFor();
    await writeAtStart(first, 'From-the-first-tab. ');
    await textOf(second).getByText('From-the-first-tab.').waitFor();
    await Promise.all([saved(first), saved(second)]);
    expect(between.seen.mostPollsAtOnce).toBe(1);
    const { polls } = between.seen;
    await first.goto('/help');
    await until(() => between.seen.polls > polls && between.seen.pollsNow === 1);
    await second.close();
    await until(() => between.seen.pollsNow === 0);
  });

  it.each(['pass', 'refuse'] as const)(
    'a page older than the installation is told to reload and destroys nothing (sockets: %s)',
    async (rule) => {
      between.rules.socketsAt.localhost = rule;
      const { page } = coordinator;
      const section = await open(coordinator, 'E1');
      await readyToWrite(page);
      const before = await storedText(section);
      const typed = `Typed-into-the-old-page-${rule}.`;
      // The installation has been renewed under the open page: what it knows of the document is not enough any more.
      await page.route('**/tickets', (route) => {
        const body = route.request().postDataJSON() as { schemaVersion: number };
        return route.continue({ postData: { ...body, schemaVersion: body.schemaVersion + 1 } });
      });
      between.rules.isDown = true;
      between.cutSockets();
      await page.getByText('Offline – kept on this device, will be sent').waitFor();
      await writeAtEnd(page, ` ${typed}`);
      between.rules.isDown = false;
      await page.getByText('This page is older than the installation.').waitFor();
      await page.getByText('Not sent yet. It is kept on this device').waitFor();
      expect(await textOf(page).getAttribute('contenteditable')).toBe('false');
      expect(await page.getByLabel('Your words that have not been sent').inputValue()).toContain(typed);
      expect(await storedText(section)).toBe(before);
      await expectAccessible(page);
      await page.unroute('**/tickets');
      await page.getByRole('button', { name: 'Load the page again' }).click();
      await readyToWrite(page);
      expect(times(await storedText(section), typed)).toBe(1);
      await textOf(page).getByText(typed).waitFor();
    },
  );
  it('hands words that were not sent to their writer before signing out deletes them', async () => {
    between.rules.socketsAt.localhost = 'refuse';
    const { page } = coordinator;
    await open(coordinator, 'E1');
    await readyToWrite(page);
    await page.route('**/updates', (route) => route.abort());
    await writeAtEnd(page, ' Never-sent.');
    const signOut = async () => {
      await page.getByRole('button', { name: /: your account$/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
    };
    await signOut();
    const dialog = page.getByRole('alertdialog', { name: 'Some of your words have not been sent' });
    expect(await dialog.getByLabel('Your words that have not been sent').inputValue()).toContain(
      'Never-sent.',
    );
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Stay' }).click();
    await dialog.waitFor({ state: 'detached' });
    await signOut();
    await dialog.getByRole('button', { name: 'Sign out and delete them' }).click();
    await page.waitForURL((url) => url.pathname === '/sign-in');
    expect(await keptTexts(page)).toEqual([]);
  });
});

/** The words of the open text, without the carets of the others. */
const wordsOf = (page: Page): Promise<string> =>
  textOf(page).evaluate((text) => {
    const copy = text.cloneNode(true) as HTMLElement;
    copy.querySelectorAll('.author-caret').forEach((caret) => caret.remove());
    return copy.textContent;
  });

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}
