import { gzipSync } from 'node:zlib';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Writer } from './crowd.js';

const switches = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  // A frame is painted when it is ready: the screen's own pace would hide what a key press costs.
  '--disable-frame-rate-limit',
  '--disable-gpu-vsync',
];

/** Chromium without a window; undefined where `CHROMIUM_PATH` names none. */
export async function openChromium(): Promise<Browser | undefined> {
  const executablePath = process.env['CHROMIUM_PATH'];
  if (!executablePath) return undefined;
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: asRoot ? ['--no-sandbox', ...switches] : switches });
}

/** A browser profile that has loaded nothing yet, of a person with a session or of nobody. */
export async function coldProfile(
  browser: Browser,
  address: string,
  writer?: Writer,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Helsinki',
  });
  const [name, value] = writer?.cookie.split('=') ?? [];
  if (name !== undefined && value !== undefined) await context.addCookies([{ name, value, url: address }]);
  await context.addInitScript(watchPaint);
  return context;
}

/** What a screen loaded, in bytes of gzip, and when its words were painted. */
export interface Opened {
  /** Scripts until the words stood there. */
  readonly scripts: number;
  /** Scripts that came afterwards, when the browser had nothing better to do. */
  readonly later: number;
  readonly styles: number;
  /** Milliseconds from the beginning of the navigation to the first words painted. */
  readonly paintedMs: number;
}

/** Opens a screen from cold and waits for the words that `wanted` selects. */
export async function openScreen(page: Page, path: string, wanted: string): Promise<Opened> {
  const answers: { at: number; kind: string; bytes: Promise<number> }[] = [];
  page.on('response', (answer) => {
    const kind = answer.request().resourceType();
    if (kind !== 'script' && kind !== 'stylesheet') return;
    const bytes = answer.body().then(
      (body) => gzipSync(body).byteLength,
      () => 0,
    );
    answers.push({ at: performance.now(), kind, bytes });
  });
  await page.goto(path, { waitUntil: 'commit' });
  await page
    .evaluate((selector) => (window as unknown as Watched).paintOf(selector), wanted)
    .catch(() => undefined);
  // A screen that leads on to another has lost the first answer.
  const paintedMs = await page.evaluate(
    (selector) => (window as unknown as Watched).paintOf(selector),
    wanted,
  );
  const painted = performance.now();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  const sum = async (fits: (answer: (typeof answers)[number]) => boolean): Promise<number> =>
    (await Promise.all(answers.filter(fits).map(({ bytes }) => bytes))).reduce((all, each) => all + each, 0);
  return {
    scripts: await sum(({ at, kind }) => kind === 'script' && at <= painted),
    later: await sum(({ at, kind }) => kind === 'script' && at > painted),
    styles: await sum(({ kind }) => kind === 'stylesheet'),
    paintedMs,
  };
}

/** What a page knows of itself while it is measured. */
interface Watched {
  paintOf(selector: string): Promise<number>;
  keys: { painted: number; script: number }[];
}

/** Runs in the page, before anything of it: notes when words are painted, and how long a key press takes. */
function watchPaint(): void {
  const watched = window as unknown as Watched;
  const afterThis = (work: () => void): void => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      work();
      port1.close();
    };
    port2.postMessage(null);
  };
  watched.paintOf = (selector) =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = document.querySelector(selector)?.textContent?.trim();
        if (found) afterThis(() => resolve(performance.now()));
        else requestAnimationFrame(look);
      };
      look();
    });
  watched.keys = [];
  const note = ({ timeStamp, key }: KeyboardEvent): void => {
    if (key.length !== 1) return;
    const one = { painted: NaN, script: NaN };
    watched.keys.push(one);
    afterThis(() => (one.script = performance.now() - timeStamp));
    requestAnimationFrame(() => afterThis(() => (one.painted = performance.now() - timeStamp)));
  };
  window.addEventListener('keydown', note, { capture: true });
}

/** Types so many letters at a pace, in milliseconds; gives what each took until its script had run, and until it was painted. */
export async function typeLetters(page: Page, count: number, paceMs: number): Promise<Watched['keys']> {
  await page.evaluate(() => {
    (window as unknown as Watched).keys = [];
  });
  for (let typed = 0; typed < count; typed += 1) {
    await page.keyboard.press('abcdefghij'[typed % 10] ?? 'a');
    await page.waitForTimeout(paceMs);
  }
  await page.waitForFunction(() => (window as unknown as Watched).keys.every(({ painted }) => painted > 0));
  return page.evaluate(() => (window as unknown as Watched).keys);
}
