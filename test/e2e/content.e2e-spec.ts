import type { NumberingView } from '@concordat/contracts';
import { goToEnd, openToWrite, untilSaved } from './support/desk.js';
import { granted, ownProposal, sectionOf } from './support/api.js';
import type { Visitor } from './support/browser.js';
import { beginJourney, describeJourney, expectAccessible, type Journey } from './support/journey.js';

const bibtex = `@article{lovelace, author = {Lovelace, Ada}, title = {Notes}, journal = {Memoirs}, year = 1843}
@book{broken, title {x}}`;

describeJourney('A section holds what a proposal needs', () => {
  let journey: Journey;
  let coordinator: Visitor;

  beforeAll(async () => {
    journey = await beginJourney();
    coordinator = await journey.as('Coordinator, Finland');
  });
  afterAll(async () => {
    await journey?.end();
  });

  it('a table, a footnote, a reference and a citation, all by keys, numbered and kept', async () => {
    const { page } = coordinator;
    const { keyboard } = page;
    const proposalId = await ownProposal(coordinator);
    const section = await sectionOf(coordinator, proposalId, 'E1');
    const text = await openToWrite(page, proposalId, section);

    await text.locator('p').last().click();
    await goToEnd(page, text);
    await page.getByRole('button', { name: 'Insert table' }).press('Enter');
    await keyboard.type('Planned cost');
    await keyboard.press('Enter');
    await keyboard.type('Year');
    await keyboard.press('Tab');
    await keyboard.type('Cost');
    await keyboard.press('Tab');
    await keyboard.type('Paid by');
    await keyboard.press('Control+Enter');
    await text.locator('figcaption[data-number="Table 1"]', { hasText: 'Planned cost' }).waitFor();

    await keyboard.type('Prices of 2026');
    await keyboard.press('Control+Alt+f');
    await page.getByLabel('Words of the footnote').fill('Without value added tax.');
    await expectAccessible(page);
    await page.getByLabel('Words of the footnote').press('Enter');
    await page.getByRole('region', { name: 'Footnotes' }).getByText('Without value added tax.').waitFor();

    await keyboard.type(' stand in ');
    await keyboard.press('Control+Alt+r');
    await page.getByRole('combobox', { name: 'What it refers to' }).fill('Planned');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.getByRole('button', { name: 'Set reference' }).press('Enter');
    await text.locator('.part-crossReference', { hasText: /^Table 1$/ }).waitFor();

    await keyboard.press('Control+Alt+b');
    await page.getByRole('textbox', { name: 'BibTeX' }).fill(bibtex);
    await page.getByText('broken, line 2: A field has no “=” behind its name.').waitFor();
    await page.getByRole('button', { name: 'Set citation' }).press('Enter');
    await page
      .getByRole('region', { name: 'Sources' })
      .getByText('Ada Lovelace, “Notes”, Memoirs, 1843.')
      .waitFor();
    await untilSaved(page);
    await expectAccessible(page);

    const { sections } = await granted<NumberingView>(
      coordinator,
      'GET',
      `/proposals/${proposalId}/numbering`,
    );
    const { contents } = sections.find(({ id }) => id === section.id) ?? {};
    expect(contents).toMatchObject({
      tables: [{ text: 'Planned cost' }],
      footnotes: 1,
      references: [{ sectionId: section.id, nodeId: contents?.tables[0]?.id }],
      sources: [{ title: 'Notes' }],
    });
  });

  it('a reference and a citation lead where they point, to another section too, and back', async () => {
    const { page } = coordinator;
    const { keyboard } = page;
    const proposalId = await ownProposal(coordinator);
    const [section, other] = [
      await sectionOf(coordinator, proposalId, 'E1'),
      await sectionOf(coordinator, proposalId, 'D2'),
    ];
    const text = await openToWrite(page, proposalId, section);
    const landed = (part: string) => text.locator(`${part}.landed`);
    const toTable = text.locator('.part-crossReference', { hasText: /^Table 1$/ });
    await toTable.click({ modifiers: ['Control'] });
    await landed('figure').waitFor();
    await page.getByRole('button', { name: 'Back to where you were' }).waitFor();
    await expectAccessible(page);
    await keyboard.press('Alt+ArrowLeft');
    await landed('.part-crossReference').waitFor();
    // It is selected where one comes back to, and its key leads there once more.
    await keyboard.press('Control+Enter');
    await landed('figure').waitFor();
    await page.getByRole('button', { name: 'Stay here' }).click();

    await text.locator('.part-citation').click({ modifiers: ['Control'] });
    await page.locator('li:focus', { hasText: 'Ada Lovelace' }).waitFor();
    await page.getByRole('button', { name: 'Back to where you were' }).click();
    await landed('.part-citation').waitFor();
    await keyboard.press('ArrowRight');

    await keyboard.press('Control+Alt+r');
    await page.getByRole('combobox', { name: 'What it refers to' }).fill('D2');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.getByRole('button', { name: 'Set reference' }).press('Enter');
    await text.locator('.part-crossReference', { hasText: 'section D2' }).waitFor();
    await untilSaved(page);
    // Whoever only reads follows by Enter.
    await page.locator('body').press('Control+Alt+Shift+C');
    const link = text.getByRole('link', { name: 'section D2' });
    await link.press('Enter');
    await page.waitForURL(new RegExp(other.id));
    await page.getByRole('button', { name: 'Back to section E1' }).click();
    await page.waitForURL(new RegExp(section.id));
    await landed('.part-crossReference').waitFor();
  });

  it('a source that nobody cites any more is kept and cited again', async () => {
    const { page } = coordinator;
    const proposalId = await ownProposal(coordinator);
    const text = await openToWrite(page, proposalId, await sectionOf(coordinator, proposalId, 'E1'));
    await text.locator('.part-citation').click();
    // The list of sources is open at once and covers the rest.
    await page.getByRole('option', { name: /Ada Lovelace/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Citation' }).getByRole('button', { name: 'Delete' }).click();
    const uncited = page.getByText('One source that nobody cites now');
    await uncited.click();
    await page.getByRole('button', { name: 'Remove from the kept sources: Ada Lovelace' }).waitFor();
    await expectAccessible(page);
    await text.focus();
    await goToEnd(page, text);
    await page.keyboard.press('Control+Alt+b');
    await page.getByRole('combobox', { name: 'Source' }).fill('Lovelace');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Set citation' }).press('Enter');
    await text.locator('.part-citation').waitFor();
    await uncited.waitFor({ state: 'detached' });
    await untilSaved(page);
  });

  it('without a complaint of the browser', () => {
    expect(journey.complaints()).toEqual([]);
  });
});
