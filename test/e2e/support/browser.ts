import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const asRoot = process.getuid?.() === 0;
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium as `npm test` found it, without a window. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'];
  if (!executablePath) throw new Error('CHROMIUM_PATH names no browser: run the journeys by npm test.');
  return chromium.launch({ executablePath, args: asRoot ? ['--no-sandbox', ...quiet] : quiet });
}

/** Somebody's browser, with everything that went wrong in it. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts and breaches of the content security policy, in the order in which they came. */
  readonly complaints: readonly string[];
}

/** What browsers write when the product refuses on purpose. */
const expectedRefusal = /Failed to load resource: the server responded with a status of 4\d\d/;

export interface Window {
  /** Another address of the product than its own. */
  readonly address?: string;
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
}

/** Opens a browser profile of its own: cookies and storage are nobody else's. */
export async function visit(browser: Browser, address: string, window: Window = {}): Promise<Visitor> {
  const { width = 1440, height = 900, theme = 'light' } = window;
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width, height },
    colorScheme: theme,
    locale: 'en-GB',
    timezoneId: 'Europe/Helsinki',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !expectedRefusal.test(message.text())) complaints.push(message.text());
  });
  return { page, context, complaints };
}

/** Signs in as a person of the sample, by the one click of the sign-in page. */
export async function signInAs(visitor: Visitor, displayName: string): Promise<void> {
  const { page } = visitor;
  await page.goto('/sign-in');
  await page.getByRole('button', { name: displayName, exact: false }).first().click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await page.getByRole('main').waitFor();
}

const require = createRequire(import.meta.url);
let axeSource: Promise<string> | undefined;

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly targets: string[];
}

/**
 * What axe finds on the page as it stands, overlays included: WCAG 2.2 A and AA and best practice, or of these only
 * what is about colours.
 */
async function accessibilityProblems(page: Page, only: 'colours' | 'everything'): Promise<Violation[]> {
  axeSource ??= readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated by the debugger, which the page's content security policy does not bind; once for a document.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axeSource);
  return page.evaluate(async (wanted) => {
    // The stricter contrast of AAA is off unless a tag asks for it.
    const aboutColours = { runOnly: ['cat.color'], rules: { 'color-contrast-enhanced': { enabled: false } } };
    const { axe } = window as unknown as {
      axe: {
        run(
          context: object,
          options: object,
        ): Promise<{
          violations: { id: string; help: string; nodes: { target: string[]; html: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run(
      // React Aria announces a button that works by a node that names it, and keeps the node for seconds afterwards.
      { exclude: [['[data-live-announcer]']] },
      { resultTypes: ['violations'], ...(wanted === 'colours' && aboutColours) },
    );
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      targets: nodes.map(({ target, html }) => `${target.join(' ')} (${html.slice(0, 200)})`),
    }));
  }, only);
}

/**
 * Looks at the page in both themes and gives every problem, named by theme. Themes are values of the colours in the
 * style sheet's tokens and nothing else, so what is not about colours is looked at once.
 */
export async function problemsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    for (const { id, targets } of await accessibilityProblems(
      page,
      theme === 'light' ? 'everything' : 'colours',
    ))
      found.push(`${theme}: ${id} at ${targets.join(', ')}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}
