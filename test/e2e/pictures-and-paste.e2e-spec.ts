import { docsHtml, hostileHtml } from '../../apps/web/src/editor/paste/fixtures/docs.js';
import { pastePayloads } from '../../apps/web/src/editor/paste/fixtures/hostile.js';
import { longWordHtml, wordHtml } from '../../apps/web/src/editor/paste/fixtures/word.js';
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
  });

  it('takes a long document and a long table, and refuses what would hold the page up', async () => {
    const { page } = await journey.as(coordinator);
    const text = await openToWrite(
      page,
      proposalId,
      await sectionOf(await journey.as(coordinator), proposalId, 'D1'),
    );
    await text.click();
    const busy = [
      // Made in the page: fifty megabytes need not travel there.
      await text.evaluate((element) => {
        const data = new DataTransfer();
        data.setData('text/html', `<p>${'word <b>words</b> '.repeat(2_800_000)}</p>`);
        data.setData('text/plain', 'word words '.repeat(100));
        const start = performance.now();
        element.dispatchEvent(
          new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }),
        );
        return performance.now() - start;
      }),
    ];
    await page.getByText(/more than this text takes at once. Nothing was changed/).waitFor();
    busy.push(await give(text, { kind: 'paste', html: longWordHtml(100), plain: 'x' }));
    await text.getByRole('heading', { name: 'Part 100' }).waitFor();
    await untilSaved(page);
    const row = '<tr><td>one</td><td>two</td><td>three</td></tr>';
    await give(text, { kind: 'paste', html: `<table>${row.repeat(1001)}</table>`, plain: 'x' });
    await page.getByText(/more than 1,000 rows/).waitFor();
    const table = (id: string) => `<table><caption>${id}</caption>${row.repeat(1000)}</table>`;
    busy.push(await give(text, { kind: 'paste', html: table('Long'), plain: 'x' }));
    await text.locator('figcaption', { hasText: 'Long' }).waitFor();
    expect(Math.max(...busy)).toBeLessThan(10_000);
    await text.locator('td', { hasText: 'two' }).nth(500).click();
    await page.keyboard.type(' quick');
    await text.getByText('two quick').waitFor();
    await untilSaved(page);
  });

  it('runs nothing of what a paste carries, and asks no other place for anything', async () => {
    const { page } = await journey.as(coordinator);
    const text = await openToWrite(
      page,
      proposalId,
      await sectionOf(await journey.as(coordinator), proposalId, 'D4'),
    );
    await text.click();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).hostname === 'elsewhere.example') asked.push(request.url());
    });
    await page.evaluate(() =>
      Object.assign(window, { executed: () => Object.assign(window, { pasted: true }) }),
    );
    for (const [index, payload] of pastePayloads.entries()) {
      const html = `<p>Before ${index} ${payload} after ${index}</p><p>End ${index}</p>`;
      await give(text, { kind: 'paste', html, plain: 'x' });
    }
    await text.getByText(`End ${pastePayloads.length - 1}`).waitFor();
    await text.getByText('End 0Before 1').waitFor();
    await untilSaved(page);
    // What is kept is drawn once more from what the server has.
    await page.reload();
    await text.getByText('End 0Before 1').waitFor();
    expect(await page.evaluate(() => 'pasted' in window)).toBe(false);
    expect(asked).toEqual([]);
    expect(
      await text
        .locator(
          'script, iframe, svg, object, form, style, link, base, [style*="url"], a:not([href^="http"]):not([href^="mailto"])',
        )
        .count(),
    ).toBe(0);
    expect(
      await text.evaluate((element) =>
        [...element.querySelectorAll('*')].flatMap((each) =>
          each.getAttributeNames().filter((name) => name.startsWith('on')),
        ),
      ),
    ).toEqual([]);
  });

  it('without a complaint of the browser', () => {
    expect(journey.complaints()).toEqual([]);
  });
});
