import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { checkout } from '../support/product.js';
import { granted, ownProposal, sectionOf } from './support/api.js';
import { problemsInBothThemes } from './support/browser.js';
import { beginJourney, describeJourney, goTo, type Journey } from './support/journey.js';

interface Place {
  readonly proposalId: string;
  readonly sectionId: string;
  readonly callId: string;
}
interface ScreenToLookAt {
  /** The address as its route declares it. */
  readonly route: string;
  readonly by: string | null;
  readonly address?: (place: Place) => string;
}

const coordinator = 'Coordinator, Finland';
const reviewer = 'Reviewer, Poland';
const officer = 'Call officer';
const admin = 'Administrator';
const inProposal = (route: string, by = coordinator): ScreenToLookAt => ({
  route,
  by,
  address: ({ proposalId, sectionId }) =>
    route.replace('$proposalId', proposalId).replace('$sectionId', sectionId),
});

/** Every screen with somebody who may open it; some with a second reader, who sees something else there. */
const screens: readonly ScreenToLookAt[] = [
  { route: '/sign-in', by: null },
  { route: '/invitation/$token', by: null, address: () => `/invitation/${'a'.repeat(43)}` },
  { route: '/help', by: null },
  { route: '/accessibility', by: null },
  { route: '/', by: coordinator },
  { route: '/', by: reviewer },
  { route: '/more', by: coordinator },
  { route: '/profile', by: coordinator },
  { route: '/mailbox', by: reviewer },
  { route: '/proposals/new', by: coordinator },
  inProposal('/proposals/$proposalId'),
  inProposal('/proposals/$proposalId/more'),
  inProposal('/proposals/$proposalId/sections'),
  inProposal('/proposals/$proposalId/sections/$sectionId'),
  inProposal('/proposals/$proposalId/sections/$sectionId', reviewer),
  inProposal('/proposals/$proposalId/review'),
  inProposal('/proposals/$proposalId/review', reviewer),
  inProposal('/proposals/$proposalId/consortium'),
  inProposal('/proposals/$proposalId/deadlines'),
  inProposal('/proposals/$proposalId/submission'),
  { route: '/calls', by: officer },
  { route: '/calls/new', by: officer },
  { route: '/calls/$callId', by: officer, address: ({ callId }) => `/calls/${callId}` },
  { route: '/intake', by: officer },
  { route: '/admin/proposals', by: admin },
  { route: '/admin/reminders', by: admin },
  { route: '/admin/people', by: admin },
];

describeJourney('Every screen can be read and used by everybody', () => {
  let journey: Journey;
  let place: Place;
  let routes: string[];
  beforeAll(async () => {
    journey = await beginJourney();
    routes = await declaredRoutes();
    const visitor = await journey.as(coordinator);
    const proposalId = await ownProposal(visitor);
    const { id: sectionId } = await sectionOf(visitor, proposalId, 'D5');
    const { calls } = await granted<{ calls: { id: string; identifier: string }[] }>(
      visitor,
      'GET',
      '/calls',
    );
    const callId = calls.find(({ identifier }) => identifier === 'PRACTICE-AI-01')?.id ?? '';
    place = { proposalId, sectionId, callId };
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
