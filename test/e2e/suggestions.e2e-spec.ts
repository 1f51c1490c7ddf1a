import type { Page } from 'playwright-core';
import { ownProposal, sectionOf } from './support/api.js';
import type { Visitor } from './support/browser.js';
import { openPanel, openToWrite, untilSaved } from './support/desk.js';
import { beginJourney, describeJourney, expectAccessible, type Journey } from './support/journey.js';
import { textOf } from './support/writing.js';

describeJourney('A reviewer suggests and the coordinator decides', () => {
  let journey: Journey;
  let coordinator: Visitor;
  let suggester: Visitor;
  /** The first paragraph before anybody suggested anything. */
  let before: string;

  beforeAll(async () => {
    journey = await beginJourney();
    [coordinator, suggester] = [
      await journey.as('Coordinator, Finland'),
      await journey.as('Reviewer, Poland'),
    ];
    const proposalId = await ownProposal(coordinator);
    const section = await sectionOf(coordinator, proposalId, 'D5');
    await Promise.all([coordinator, suggester].map(({ page }) => openToWrite(page, proposalId, section)));
    before = await firstParagraph(coordinator.page).innerText();
  });
  afterAll(async () => {
    await journey?.end();
  });

  const firstParagraph = (page: Page) => textOf(page).locator('p').first();
  const card = (page: Page, words: RegExp) =>
    page.getByRole('list', { name: 'Suggestions in the order of the text' }).getByRole('listitem').filter({
      hasText: words,
    });

  it('types in Suggesting, by keyboard and by an input method, and every edit is a proposal', async () => {
    const { page, context } = suggester;
    await firstParagraph(page).click();
    await page.keyboard.press('Control+Shift+E');
    await page.getByText('Suggesting: your edits become proposals').waitFor();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+Shift+ArrowRight');
    await page.keyboard.type('Knowledge ');
    await page.keyboard.press('Control+End');
    // The editor has noticed that the caret has gone elsewhere.
    await textOf(page).locator('.suggestion.is-on').first().waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    const method = await context.newCDPSession(page);
    await method.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    await method.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await method.send('Input.insertText', { text: '日本' });
    await untilSaved(page);
    await textOf(page).locator('ins', { hasText: '日本' }).waitFor();
    const panel = await openPanel(page, 'Suggestions');
    await panel.getByRole('tab', { name: 'Suggestions 2' }).waitFor();
  });

  it('shows the coordinator who proposes what; the card and the text lead to each other', async () => {
    const { page } = coordinator;
    await openPanel(page, 'Suggestions');
    await card(page, /replaced “.+” with “Knowledge”/).waitFor();
    await textOf(page).locator('ins', { hasText: 'Knowledge' }).click();
    await page.locator('[aria-current="true"]', { hasText: 'Knowledge' }).waitFor();
    await page.getByRole('button', { name: /^Show in the text: .*日本/ }).click();
    await textOf(page).locator('.suggestion.is-on', { hasText: '日本' }).waitFor();
    await expectAccessible(page);
  });

  it('shows the text without them, and as if they were accepted', async () => {
    const { page } = coordinator;
    const shown = page.getByRole('document', { name: /^Text of section/ });
    await page.getByRole('radio', { name: 'Without', exact: true }).click();
    await shown.getByText(before).waitFor();
    expect(await shown.innerText()).not.toContain('日本');
    await page.getByRole('radio', { name: 'As if accepted' }).click();
    await shown.getByText('日本').waitFor();
    expect(await shown.innerText()).toMatch(/^Knowledge /);
    await page.getByRole('radio', { name: 'With marks' }).click();
    await page.getByText(/if all accepted/).waitFor();
  });

  it('accepts one, takes that back, accepts it again and rejects the other by the list', async () => {
    const { page } = coordinator;
    await page.getByRole('button', { name: /^Show in the text: .*Knowledge/ }).click();
    await page.getByRole('button', { name: /^Accept: .*Knowledge/ }).click();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await textOf(page).locator('ins', { hasText: 'Knowledge' }).waitFor();
    await page.getByRole('button', { name: /^Show in the text: .*Knowledge/ }).click();
    await page.getByRole('button', { name: /^Accept: .*Knowledge/ }).click();
    await page.getByRole('button', { name: /^As a list/ }).click();
    await page.getByRole('button', { name: /^Reject: .*日本/ }).press('Enter');
    await page.getByText('No suggestion yet.').waitFor();
    await untilSaved(page);
    await firstParagraph(suggester.page)
      .getByText(/^Knowledge /)
      .waitFor();
    await suggester.page.getByText('No suggestion yet.').waitFor();
    expect(await textOf(suggester.page).innerText()).not.toContain('日本');
  });

  it('finds and replaces as suggestions, each of its own, in one step back', async () => {
    const { page } = suggester;
    await firstParagraph(page).click();
    await page.keyboard.press('Control+h');
    const bar = page.getByRole('search', { name: 'Find in this section' });
    await bar.getByRole('textbox', { name: 'Find' }).fill('room');
    await bar.getByRole('textbox', { name: 'Replace with' }).fill('hall');
    await bar.getByText(/^1 of [3-9]$/).waitFor();
    await expectAccessible(page);
    await bar.getByRole('button', { name: 'Suggest for all' }).click();
    await page.getByText(/^[3-9] replacements suggested\.$/).waitFor();
    await card(page, /replaced “room” with “hall”/)
      .nth(2)
      .waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('No suggestion yet.').waitFor();
    await page.keyboard.press('Escape');
  });

  it('follows a colleague until one scrolls, and hides the own caret', async () => {
    const { page } = coordinator;
    await textOf(suggester.page).click();
    await page.getByRole('button', { name: /2 here/ }).click();
    await page.getByRole('menuitem', { name: /^Follow Reviewer, Poland/ }).click();
    await page.getByText(/^You follow Reviewer, Poland/).waitFor();
    await suggester.page.keyboard.press('Control+End');
    const caret = textOf(page).locator('.author-caret');
    await page.waitForFunction(() => {
      const box = document.querySelector('.author-caret')?.getBoundingClientRect();
      return box !== undefined && box.top > 100 && box.bottom < innerHeight - 60;
    });
    await textOf(page).hover();
    await page.mouse.wheel(0, -200);
    await page.getByText(/^You no longer follow/).waitFor();
    await suggester.page.getByRole('button', { name: /2 here/ }).click();
    await suggester.page.getByRole('menuitem', { name: /^Hide my caret/ }).click();
    await caret.waitFor({ state: 'detached' });
    await textOf(suggester.page).click();
    await suggester.page.keyboard.press('Control+Home');
    await suggester.page.keyboard.type('Hidden ');
    await textOf(page)
      .getByText(/Hidden/)
      .waitFor();
    expect(await caret.count()).toBe(0);
    expect(journey.complaints()).toEqual([]);
  });
});
