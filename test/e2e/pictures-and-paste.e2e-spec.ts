import { docsHtml, hostileHtml } from '../../apps/web/src/editor/paste/fixtures/docs.js';
import { wordHtml } from '../../apps/web/src/editor/paste/fixtures/word.js';
import { png, svg } from '../../apps/api/test/pictures.js';
import { ownProposal, type SectionLine, sectionOf } from './support/api.js';
import { give } from './support/clipboard.js';
import { openToWrite, untilSaved } from './support/desk.js';
import { beginJourney, describeJourney, expectAccessible, type Journey } from './support/journey.js';

const coordinator = 'Coordinator, Finland';
const deputy = 'Deputy coordinator, Finland';

const file = (name: string, content: Buffer) => ({
  name,
  type: 'image/png',
  content: content.toString('base64'),
});

describeJourney('Pictures come into a text, and what other programs put on the clipboard', () => {
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

  it('drops a picture, says what it shows, and a colleague sees it', async () => {
    const { page } = await journey.as(coordinator);
    const colleague = (await journey.as(deputy)).page;
    const mine = await openToWrite(page, proposalId, section);
    const theirs = await openToWrite(colleague, proposalId, section);
    await give(mine, { kind: 'drop', file: file('map.png', png(600, 300, { grey: 90 })) });
    const asked = page.getByRole('dialog', { name: 'Insert picture' });
    await asked.getByRole('button', { name: 'Insert' }).click();
    await asked.getByText('Say what it shows, or that it only decorates.').waitFor();
    await expectAccessible(page);
    await asked.getByRole('textbox', { name: 'Alternative text' }).fill('A map of the two sites');
    await asked.getByRole('button', { name: 'Insert' }).click();
    for (const text of [mine, theirs]) {
      const picture = text.getByRole('img', { name: 'A map of the two sites' });
      await picture.waitFor();
      expect(
        await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
      ).toBe(600);
    }
    await mine.locator('figcaption').click();
    await page.keyboard.type('Where the sites lie');
    await theirs.getByText('Where the sites lie').waitFor();
    expect(await theirs.locator('figcaption').getAttribute('data-number')).toBe('Figure 1');
    await untilSaved(page);
    await expectAccessible(page);
  });

  it('keeps a picture that was refused until it is left out', async () => {
    const { page } = await journey.as(coordinator);
    const text = await openToWrite(page, proposalId, section);
    await give(text, { kind: 'drop', file: file('drawing.png', svg) });
    const asked = page.getByRole('dialog', { name: 'Insert picture' });
    await asked.getByRole('textbox', { name: 'Alternative text' }).fill('A drawing');
    await asked.getByRole('button', { name: 'Insert' }).click();
    await text.getByText(/SVG drawing, which can carry programs/).waitFor();
    await text.getByRole('button', { name: 'Leave it out' }).click();
    await text.getByText(/SVG drawing/).waitFor({ state: 'detached' });
  });

  it('pastes from Word, says what stayed behind, and runs nothing of a hostile page', async () => {
    const { page } = await journey.as(coordinator);
    const text = await openToWrite(page, proposalId, section);
    // From a caption on with the text below.
    await text.locator('figcaption').click();
    await page.keyboard.press('Enter');
    await give(text, { kind: 'paste', html: wordHtml, plain: 'Energy' });
    await text.getByRole('heading', { name: 'Energy' }).waitFor();
    expect(await text.locator('td[colspan="2"]').count()).toBe(1);
    expect(await text.locator('ol[start="3"] li').count()).toBe(2);
    await page.getByText(/^Pasted\. Left out: 2 colours, /).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText(/1 text box/).waitFor();
    await expectAccessible(page);

    await give(text, { kind: 'paste', html: hostileHtml, plain: 'x' });
    await give(text, { kind: 'paste', html: docsHtml, plain: 'x' });
    await text.getByText('Imaging').waitFor();
    await untilSaved(page);
    expect(await page.evaluate(() => 'pasted' in window)).toBe(false);
    expect(await text.locator('script, iframe, svg, object, form, [onclick], [href^="java"]').count()).toBe(
      0,
    );

    await give(text, {
      kind: 'paste',
      html: `<table>${'<tr><td>a</td></tr>'.repeat(1000)}</table>`,
      plain: 'a',
    });
    await page.getByText(/more than 500 rows/).waitFor();
  });
});
