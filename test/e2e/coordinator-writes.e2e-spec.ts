import { granted, ownProposal, type SectionLine, sectionOf } from './support/api.js';
import { openPanel, openToWrite, textOf, untilSaved, wordsCounted, writeAtEnd } from './support/desk.js';
import {
  beginJourney,
  choose,
  describeJourney,
  expectAccessible,
  goTo,
  type Journey,
  typeMoment,
} from './support/journey.js';

const coordinator = 'Coordinator, Finland';
const deputy = 'Deputy coordinator, Finland';

describeJourney('The coordinator writes with a colleague and hands work on', () => {
  let journey: Journey;
  let proposalId: string;
  let section: SectionLine;
  beforeAll(async () => {
    journey = await beginJourney();
    const visitor = await journey.as(coordinator);
    proposalId = await ownProposal(visitor);
    section = await sectionOf(visitor, proposalId, 'D2');
  });
  afterAll(async () => {
    await journey?.end();
  });

  it('sees what waits and how long there is', async () => {
    const { page } = await journey.as(coordinator);
    await goTo(page, '/', 'Portfolio');
    const waiting = page.getByRole('region', { name: 'Waiting for you' });
    expect(await waiting.getByRole('listitem').count()).toBeGreaterThan(0);
    for (const thing of await waiting.getByRole('listitem').all())
      expect(await thing.getByRole('link').count()).toBe(1);
    const proposals = page.getByRole('table', { name: 'Proposals you take part in' });
    await proposals.getByRole('link', { name: 'Practice North' }).click();
    const chip = page.getByRole('banner').getByText(/^in \d+ d/);
    await chip.waitFor();
    expect(await page.getByRole('banner').innerText()).toMatch(/17:00 Brussels \(18:00 your time\)/);
  });

  it('sees in the cockpit what stands in the way, and where every state stands', async () => {
    const { page } = await journey.as(coordinator);
    await goTo(page, `/proposals/${proposalId}`, 'Overview');
    await page.getByRole('heading', { name: 'What stands in the way' }).waitFor();
    const matrix = page.getByRole('table', { name: 'What each state has to do with each section' });
    for (const state of ['Finland', 'Czechia', 'Denmark', 'Estonia', 'Norway', 'Poland'])
      expect(await matrix.getByRole('columnheader', { name: state }).count()).toBe(1);
    expect(await matrix.getByRole('rowheader').count()).toBe(14);
    await page
      .getByRole('button', { name: /^Remind: / })
      .first()
      .click();
    await page.getByRole('button', { name: /^Reminded: / }).waitFor();
    await page.getByText(/^One person is reminded\.|^\d people are reminded\./).waitFor();
    await expectAccessible(page);
  });

  it('writes while a colleague writes in the same section, and both see it at once', async () => {
    const { page } = await journey.as(coordinator);
    const colleague = (await journey.as(deputy)).page;
    const mine = await openToWrite(page, proposalId, section);
    const theirs = await openToWrite(colleague, proposalId, section);
    const before = await wordsCounted(page);

    await writeAtEnd(page, mine, 'Every user keeps one engineer.');
    await theirs.getByText('Every user keeps one engineer.').waitFor();
    await theirs.locator('.author-caret').getByText(`${coordinator} (FI)`).waitFor();
    await writeAtEnd(colleague, theirs, 'The engineer answers within a day.');
    await mine.getByText('The engineer answers within a day.').waitFor();
    await mine.locator('.author-caret').getByText(`${deputy} (FI)`).waitFor();
    await page.getByText('2 here').waitFor();
    expect(await page.getByText(/^Here now: /).textContent()).toContain(deputy);

    await untilSaved(page);
    await untilSaved(colleague);
    const { text } = await granted<{ text: string }>(
      await journey.as(deputy),
      'GET',
      `/sections/${section.id}/text`,
    );
    expect(text).toContain('Every user keeps one engineer.');
    expect(text).toContain('The engineer answers within a day.');
    await page
      .getByLabel('State of the text')
      .getByText(`${before + 11} /`)
      .waitFor();
  });

  it('names a version, sees what a colleague changed since, and brings it back', async () => {
    const { page } = await journey.as(coordinator);
    const colleague = (await journey.as(deputy)).page;
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: 'Name it' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Before the figures');
    await page.getByRole('button', { name: 'Keep the name' }).click();
    await page.getByText('The version is named “Before the figures”.').waitFor();
    await writeAtEnd(colleague, textOf(colleague, section.number), 'Forty people work there.');
    await textOf(page, section.number).getByText('Forty people work there.').waitFor();
    await untilSaved(colleague);

    const history = await openPanel(page, 'History');
    await history.getByRole('button', { name: /^Show what can be done with Before the figures/ }).click();
    await history.getByRole('button', { name: 'What changed since' }).click();
    const drawn = page.getByRole('document', { name: `What differs in section ${section.number}` });
    await drawn.getByText('Forty people work there.').waitFor();
    await page.getByRole('button', { name: 'Next change' }).click();
    await page.getByText(`${deputy} (FI) added “Forty people work there.”`).waitFor();
    await expectAccessible(page);

    await history.getByRole('button', { name: 'Bring back' }).click();
    await page.getByRole('button', { name: 'Bring it back' }).click();
    const theirs = textOf(colleague, section.number);
    await theirs.getByText('Forty people work there.').waitFor({ state: 'detached' });
    await theirs.getByText('Every user keeps one engineer.').waitFor();
    await history.getByText(/^Restored by Coordinator, Finland from “Before the figures”/).waitFor();
  });

  it('has the guidance of the call and the limit beside the text', async () => {
    const { page } = await journey.as(coordinator);
    const guidance = await openPanel(page, 'Guidance');
    expect((await guidance.innerText()).length).toBeGreaterThan(200);
    await guidance.getByText('Limit', { exact: true }).waitFor();
    await expectAccessible(page);
  });

  it('finds everything again after loading the page anew', async () => {
    const { page } = await journey.as(coordinator);
    const text = await openToWrite(page, proposalId, section);
    await text.getByText('Every user keeps one engineer.').waitFor();
    await text.getByText('The engineer answers within a day.').waitFor();
  });

  it('finds words in all sections, and goes to their place in the text', async () => {
    const { page } = await journey.as(coordinator);
    await textOf(page, section.number).click();
    await page.keyboard.press('Control+Shift+F');
    await page.getByRole('heading', { level: 1, name: 'Find in the proposal' }).waitFor();
    await page.getByRole('textbox', { name: 'Find in all sections' }).fill('within a day');
    await page.getByText('1 place in 1 section.').waitFor();
    expect(page.url()).not.toContain('day');
    await page.getByRole('link', { name: 'The engineer answers within a day.' }).click();
    const text = textOf(page, section.number);
    await text.locator('.find-hit.is-on').getByText('within a day').waitFor();
    await page.goBack();
    await page.getByText('1 place in 1 section.').waitFor();
    await expectAccessible(page);
  });

  it('hands a section to a lead with a due date', async () => {
    const { page } = await journey.as(coordinator);
    await goTo(page, `/proposals/${proposalId}/sections`, 'Sections');
    await page.getByRole('button', { name: 'Assign section F3' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('group', { name: 'Contributors' }).waitFor();
    await choose(page, /Lead$/, 'Author, Poland');
    const due = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    await typeMoment(page, 'Due', `${due}T12:00`);
    await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByText('Section F3 is assigned.').waitFor();
    const row = page.getByRole('row', { name: /^F3/ });
    expect(await row.innerText()).toContain('Author, Poland');
    const { due: kept } = await granted<{ due: { at: string } }>(
      await journey.as(coordinator),
      'GET',
      `/sections/${(await sectionOf(await journey.as(coordinator), proposalId, 'F3')).id}`,
    );
    expect(kept.at.slice(0, 10)).toBe(due);
  });

  it('asks three states for review', async () => {
    const { page } = await journey.as(coordinator);
    await openToWrite(page, proposalId, section);
    const panel = await openPanel(page, 'Review');
    await panel.getByRole('button', { name: 'Ask states for review' }).click();
    const dialog = page.getByRole('dialog');
    const states = dialog.getByRole('group', { name: 'States' });
    for (const state of ['Czechia', 'Denmark', 'Estonia', 'Finland', 'Norway', 'Poland'])
      await states
        .getByRole('checkbox', { name: state })
        .setChecked(['Denmark', 'Norway', 'Poland'].includes(state), { force: true });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Ask for review' }).click();
    await panel.getByText(/^0 of 3 answered/).waitFor();
    await goTo(page, `/proposals/${proposalId}`, 'Overview');
    for (const state of ['Denmark', 'Norway', 'Poland'])
      await page.getByRole('link', { name: new RegExp(`^D2 .*, ${state}: is reading$`) }).waitFor();
    expect(journey.complaints()).toEqual([]);
  });
});
