import type { Page } from 'playwright-core';
import { freePort } from '../support/product.js';
import { granted, ownProposal, sectionOf, type SectionLine } from './support/api.js';
import { type Between, standBetween } from './support/between.js';
import { signInAs, type Visitor } from './support/browser.js';
import { beginJourney, describeJourney, expectAccessible, type Journey } from './support/journey.js';
import { readyToWrite, saved, textOf, writeAtEnd } from './support/writing.js';

const plainHttp = 'Connected over plain HTTP; everything is saved as usual';

describeJourney('A text is written over plain HTTP where no socket gets through', () => {
  let between: Between;
  let journey: Journey;
  let coordinator: Visitor;
  let deputy: Visitor;
  let proposalId: string;

  beforeAll(async () => {
    const port = await freePort();
    between = await standBetween(port);
    journey = await beginJourney({ PORT: String(port), CONCORDAT_PUBLIC_URL: between.address });
    // Two names of one machine: what lies between treats their sockets differently.
    coordinator = await journey.arrive({ address: between.address.replace('127.0.0.1', 'localhost') });
    await signInAs(coordinator, 'Coordinator, Finland');
    deputy = await journey.as('Deputy coordinator, Finland');
    proposalId = await ownProposal(coordinator);
  });
  afterEach(async () => {
    between.rules.socketsAt = { '127.0.0.1': 'pass', localhost: 'pass' };
    between.rules.socketsLiveMs = between.rules.pollsLiveMs = null;
  });
  afterAll(async () => {
    await journey?.end();
    await between?.close();
  });

  /** Opens a section in a tab of which nothing is remembered. */
  async function open({ page }: Visitor, number: string): Promise<SectionLine> {
    const section = await sectionOf(coordinator, proposalId, number);
    await page.evaluate(() => sessionStorage.clear());
    await page.goto(`/proposals/${proposalId}/sections/${section.id}`);
    return section;
  }

  const storedText = async ({ id }: SectionLine): Promise<string> =>
    (await granted<{ text: string }>(coordinator, 'GET', `/sections/${id}/text`)).text;
  const times = (text: string, words: string): number => text.split(words).length - 1;

  it.each([
    ['refused', 'refuse', 'E1'],
    ['opened and then swallowed', 'swallow', 'E2'],
  ] as const)('sockets %s: goes over by itself, and what is typed is saved', async (_how, rule, number) => {
    between.rules.socketsAt.localhost = rule;
    const { page } = coordinator;
    const openedAt = performance.now();
    const section = await open(coordinator, number);
    await readyToWrite(page);
    await writeAtEnd(page, ` Over plain HTTP ${rule}.`);
    await saved(page);
    const tookMs = Math.round(performance.now() - openedAt);
    process.stdout.write(`sockets ${rule}: first word acknowledged ${tookMs} ms after opening\n`);
    await page.getByText(plainHttp).waitFor();
    expect(times(await storedText(section), `Over plain HTTP ${rule}.`)).toBe(1);
  });
});
