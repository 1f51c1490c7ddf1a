import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { checkout } from '../support/product.js';
import { problemsInBothThemes } from './support/browser.js';
import { beginJourney, describeJourney, goTo, type Journey } from './support/journey.js';
import { findPlace, type Place, screens } from './support/screens.js';

describeJourney('Every screen can be read and used by everybody', () => {
  let journey: Journey;
  let place: Place;
  let routes: string[];
  beforeAll(async () => {
    journey = await beginJourney();
    routes = await declaredRoutes();
    place = await findPlace(journey);
  });
  afterAll(async () => {
    await journey?.end();
  });

  it('leaves no screen out', () => {
    expect([...new Set(screens.map(({ route }) => route))].sort()).toEqual(routes);
  });

  it.each(screens)('$route, seen by $by', async ({ route, by, address }) => {
    const { page } = by === null ? await journey.arrive() : await journey.as(by);
    await page.setViewportSize({ width: 1440, height: 900 });
    await goTo(page, address?.(place) ?? route);
    const found = [...(await namedAt(page, 1440)), ...(await namedAt(page, 390))];
    await page.setViewportSize({ width: 320, height: 640 });
    found.push(...(await overflowAt(page, 320)));
    expect(found).toEqual([]);
    expect(journey.complaints()).toEqual([]);
    if (by === null) await page.close();
  });
});

async function namedAt(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 900 });
  const problems = await problemsInBothThemes(page);
  return [...problems.map((problem) => `${width} px, ${problem}`), ...(await overflowAt(page, width))];
}

/** What reaches over the right edge; what scrolls in a region of its own does not. */
async function overflowAt(page: Page, width: number): Promise<string[]> {
  return page.evaluate((limit) => {
    const root = document.scrollingElement;
    if (!root || root.scrollWidth <= limit) return [];
    const wide = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > limit + 1)
      .slice(0, 3)
      .map(({ tagName, className }) => `${tagName}.${String(className)}`);
    return [`${limit} px: the page is ${root.scrollWidth} px wide; over the edge: ${wide.join(', ')}`];
  }, width);
}

/** The addresses that the features declare. */
async function declaredRoutes(): Promise<string[]> {
  const features = path.join(checkout, 'apps/web/src/features');
  const files = await readdir(features, { recursive: true });
  const sources = await Promise.all(
    files
      .filter((file) => file.endsWith('.routes.tsx'))
      .map((file) => readFile(path.join(features, file), 'utf8')),
  );
  const found = sources.flatMap((source) =>
    [...source.matchAll(/path: '([^']+)'/g)].map(([, route]) => route ?? ''),
  );
  return [...new Set(found)].sort();
}
