import type { Browser, Page } from 'playwright-core';
import { enterRoom, type Product, type Room } from '../../support/product.js';
import { openBrowser, problemsInBothThemes, signInAs, visit, type Visitor, type Window } from './browser.js';

/** One product in a room of its own, and everybody who visits it. */
export interface Journey {
  readonly room: Room;
  readonly product: Product;
  readonly address: string;
  /** Somebody who has not signed in yet. */
  arrive(window?: Window): Promise<Visitor>;
  /** A person of the sample, signed in, in a browser profile of their own; the second time it is the same browser. */
  as(displayName: string): Promise<Visitor>;
  /** What browsers complained of during the whole journey. */
  complaints(): string[];
  end(): Promise<void>;
}

/** Whether a browser was found; without one the journeys are skipped, and counted as skipped. */
export const describeJourney = process.env['CHROMIUM_PATH'] ? describe : describe.skip;

/** Starts the built product and a browser. */
export async function beginJourney(settings: Record<string, string> = {}): Promise<Journey> {
  const room = await enterRoom(settings['CONCORDAT_SAMPLE'] === 'off' ? 'empty' : 'used');
  const product = room.start(settings);
  let browser: Browser | undefined;
  const visitors: Visitor[] = [];
  const known = new Map<string, Visitor>();
  const end = async () => {
    await browser?.close();
    await room.leave();
  };
  try {
    [browser] = await Promise.all([openBrowser(), product.ready()]);
  } catch (error) {
    await end();
    throw error;
  }
  const opened = browser;
  const address = settings['CONCORDAT_PUBLIC_URL'] ?? product.address;
  const arrive = async (window?: Window) => {
    const visitor = await visit(opened, window?.address ?? address, window);
    visitors.push(visitor);
    return visitor;
  };
  return {
    room,
    product,
    address,
    arrive,
    as: async (displayName) => {
      const before = known.get(displayName);
      if (before) return before;
      const visitor = await arrive();
      await signInAs(visitor, displayName);
      known.set(displayName, visitor);
      return visitor;
    },
    complaints: () => visitors.flatMap(({ complaints }) => [...complaints]),
    end,
  };
}

/** Waits until the screen with this heading is there and has read what it shows. */
export async function screenOf(page: Page, heading?: string | RegExp): Promise<void> {
  await page
    .getByRole('heading', { level: 1, ...(heading === undefined ? {} : { name: heading }) })
    .first()
    .waitFor();
  await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
}

/** Goes to an address inside the product and waits for its screen. */
export async function goTo(page: Page, path: string, heading?: string | RegExp): Promise<void> {
  await page.goto(path);
  await screenOf(page, heading);
}

/** Looks at what is on the page with axe, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await problemsInBothThemes(page)).toEqual([]);
}

/** Chooses in a select or menu: opens it by its label, presses the option. */
export async function choose(page: Page, label: string | RegExp, option: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option }).first().click();
}

/** Chooses in a list that is searched by typing. */
export async function search(page: Page, label: string, words: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(words);
  await page.getByRole('option', { name: words }).first().click();
}

/** Types a day, and an hour where the field has one, into the segments of a date field. */
export async function typeMoment(page: Page, label: string, wallTime: string): Promise<void> {
  const [day = '', time = ''] = wallTime.split('T');
  const [years = '', months = '', days = ''] = day.split('-');
  const [hours = '', minutes = ''] = time.split(':');
  const group = page.getByRole('group', { name: label }).first();
  const parts: [string, string][] = [
    ['year', years],
    ['month', months],
    ['day', days],
    ['hour', hours],
    ['minute', minutes],
  ];
  for (const [part, value] of parts) {
    if (value === '') continue;
    await group.getByRole('spinbutton', { name: new RegExp(`^${part}`) }).click();
    await page.keyboard.type(value);
  }
}
