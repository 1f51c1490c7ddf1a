import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { recordFigures } from '@concordat/testing';
import type { Browser } from 'playwright-core';
import { type Crowd, gatherCrowd, ticketFor, type Writer } from './support/crowd.js';
import { runLoad, startFloor } from './support/processes.js';
import { coldProfile, openChromium, openScreen, type Opened, typeLetters } from './support/screens.js';
import { eachOf, rounds, seed, type Stage } from './support/stage.js';
import { median, quantile, shown, times, verdict } from './support/statistics.js';
import { type SectionSize, type WrittenSection, writtenSection } from './support/written-section.js';

type Figures = Readonly<Record<string, number>>;

const small: SectionSize = { words: 3_600, suggestions: 20, comments: 20 };
const long: SectionSize = { words: 36_000, suggestions: 200, comments: 200 };
const smallest: SectionSize = { words: 300, suggestions: 3, comments: 3 };
const typists = 5;
/** Nobody may write many comments within a minute. */
const commentsOfOne = 10;

/** What the editor costs in a browser: what its page loads, when its words stand there, and what a key press takes. */
export async function editor(stage: Stage): Promise<readonly Figures[]> {
  const browser = await openChromium();
  // Where the journeys are skipped for want of a browser, this is too.
  if (!browser) return [{ skipped: 1 }];
  try {
    const sizes = stage.isFull ? [small, long] : [smallest];
    const people =
      1 + typists + Math.max(...sizes.map(({ comments }) => Math.ceil(comments / commentsOfOne)));
    const crowd = await gatherCrowd(stage, { people: people * sizes.length, sections: sizes.length });
    const sections: WrittenSection[] = [];
    for (const [at, size] of sizes.entries()) sections.push(await write(stage, crowd, at, size));
    const [first] = sections;
    if (!first) throw new Error('Nothing was written');
    return [await pages(stage, browser, crowd, first), ...(await keys(stage, browser, crowd, sizes))];
  } finally {
    await browser.close();
  }
}

/** The people of one section: who is measured, and those who type beside them. */
const peopleOf = ({ writers, sectionIds }: Crowd, section: number): readonly Writer[] =>
  writers.filter((_, number) => number % sectionIds.length === section);

async function write(stage: Stage, crowd: Crowd, at: number, size: SectionSize): Promise<WrittenSection> {
  const [own, ...others] = peopleOf(crowd, at);
  const section = crowd.sectionIds[at] ?? '';
  if (!own) throw new Error('Nobody writes there');
  const written = writtenSection(
    size,
    others.map(({ personId }) => personId),
  );
  const editor = await typist(stage, section, own, false);
  await runLoad('bring', { editor, changes: written.changes });
  const commented = written.anchors.map((anchor, nth) => ({
    anchor,
    cookie: others[typists + Math.floor(nth / commentsOfOne)]?.cookie ?? own.cookie,
  }));
  await eachOf(commented, async ({ anchor, cookie }) => {
    const answer = await fetch(`${stage.address}/api/sections/${section}/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin: stage.address },
      body: JSON.stringify({ anchor, body: 'Is this still so?' }),
    });
    if (!answer.ok) throw new Error(`No comment: ${answer.status} ${await answer.text()}`);
  });
  return written;
}

async function typist({ address }: Stage, section: string, writer: Writer, cursors: boolean) {
  return {
    url: `${address.replace(/^http/, 'ws')}/collab`,
    dialect: 'hocuspocus',
    section,
    watches: false,
    cursors,
    token: await ticketFor(address, section, writer),
    headers: { cookie: writer.cookie, origin: address },
  };
}

async function pages(stage: Stage, browser: Browser, crowd: Crowd, text: WrittenSection): Promise<Figures> {
  const [reader] = peopleOf(crowd, 0);
  const room = await mkdtemp(path.join(tmpdir(), 'concordat-bench-text-'));
  const update = path.join(room, 'text');
  await writeFile(update, text.plain);
  const floor = await startFloor('bare-page', update);
  const opened = {
    bare: [] as Opened[],
    signIn: [] as Opened[],
    portfolio: [] as Opened[],
    editor: [] as Opened[],
  };
  const open = async (address: string, where: string, wanted: string, who?: Writer): Promise<Opened> => {
    const context = await coldProfile(browser, address, who);
    try {
      return await openScreen(await context.newPage(), where, wanted);
    } finally {
      await context.close();
    }
  };
  try {
    const section = `/proposals/${crowd.proposalId}/sections/${crowd.sectionIds[0] ?? ''}`;
    for (let round = 0; round < rounds(stage); round += 1) {
      opened.bare.push(await open(`http://127.0.0.1:${floor.port}`, '/', '.ProseMirror p'));
      opened.editor.push(await open(stage.address, section, '.ProseMirror p', reader));
      opened.signIn.push(await open(stage.address, '/sign-in', 'h1'));
      opened.portfolio.push(await open(stage.address, '/', 'h1', reader));
    }
  } finally {
    await floor.stop();
    await rm(room, { recursive: true, force: true });
  }
  const middle = (of: readonly Opened[], part: keyof Opened): number => median(of.map((each) => each[part]));
  const bare = { scripts: middle(opened.bare, 'scripts'), painted: middle(opened.bare, 'paintedMs') };
  const row = (screen: string, of: readonly Opened[]) => ({
    screen,
    'scripts kB': shown(middle(of, 'scripts') / 1000),
    'x bare editor': times(middle(of, 'scripts') / bare.scripts),
    'later, when idle, kB': shown(middle(of, 'later') / 1000),
    'styles kB': shown(middle(of, 'styles') / 1000),
    'words painted ms': shown(middle(of, 'paintedMs')),
    'x painted': times(middle(of, 'paintedMs') / bare.painted),
  });
  const weight = middle(opened.editor, 'scripts');
  const painted = middle(opened.editor, 'paintedMs') / bare.painted;
  recordFigures({
    document: 'benchmarks',
    section: 'editor-pages',
    title: 'What a browser loads, and when the words stand there',
    how:
      'Measured in headless Chromium over the built product, each time from cold, compressed with gzip; fonts come beside it. ' +
      `The floor is a page that is nothing but an editor: React, Tiptap with tables, collaboration and carets, built by the same ` +
      `bundler, with the same ${small.words} words in its hands. Scripts count until the first words of the screen are painted; ` +
      `what comes afterwards holds nobody up. Editor page: must 330 kB (${verdict(weight <= 330_000)}), goal 300 kB; ` +
      `painted goal 1.2x (${verdict(painted <= 1.2)}).`,
    rows: [
      row('bare editor, the floor', opened.bare),
      row('sign-in', opened.signIn),
      row('portfolio', opened.portfolio),
      row('editor', opened.editor),
    ],
  });
  return { weight, painted, bare: bare.scripts };
}

/** Letters typed in the middle of a section while five others type in it. */
async function keys(
  stage: Stage,
  browser: Browser,
  crowd: Crowd,
  sizes: readonly SectionSize[],
): Promise<readonly Figures[]> {
  const count = stage.isFull ? 120 : 4;
  const paceMs = stage.isFull ? 120 : 20;
  const rows = [];
  const found: Figures[] = [];
  for (const [at, size] of sizes.entries()) {
    const section = crowd.sectionIds[at] ?? '';
    const [own, ...others] = peopleOf(crowd, at);
    const context = await coldProfile(browser, stage.address, own);
    try {
      const page = await context.newPage();
      await openScreen(page, `/proposals/${crowd.proposalId}/sections/${section}`, '.ProseMirror p');
      const blocks = page.locator('.ProseMirror[contenteditable="true"] > p');
      await blocks.nth(Math.floor((await blocks.count()) / 2)).click();
      const editors = await eachOf(others.slice(0, typists), (writer) =>
        typist(stage, section, writer, true),
      );
      const seconds = stage.isFull ? 25 : 1;
      let isTyping = (): void => undefined;
      const typing = new Promise<void>((resolve) => (isTyping = resolve));
      const load = runLoad('editors', { editors, seconds, perSecond: 3, seed }, ({ at: now }) => {
        if (now === 'typing') isTyping();
      });
      await Promise.race([typing, load]);
      const pressed = await typeLetters(page, count, paceMs);
      await load;
      const painted = pressed.map((each) => each.painted);
      const script = pressed.map((each) => each.script);
      const p95 = quantile(painted, 0.95);
      rows.push({
        section: `${size.words} words, ${size.suggestions} suggestions, ${size.comments} comments`,
        'script p50 ms': shown(median(script)),
        'script p95 ms': shown(quantile(script, 0.95)),
        'painted p50 ms': shown(median(painted)),
        'painted p95 ms': shown(p95),
        'painted longest ms': shown(Math.max(...painted)),
        'must, p95': `16 ms: ${verdict(p95 <= 16)}`,
        goal: '8 ms',
      });
      found.push({ p50: median(painted), p95 });
    } finally {
      await context.close();
    }
  }
  recordFigures({
    document: 'benchmarks',
    section: 'editor-keys',
    title: 'A key press',
    how:
      `${count} letters typed in the middle of a section in headless Chromium, one every ${paceMs} ms, while ${typists} others type ` +
      'three letters a second each in it with their carets; the section has a word limit, suggestions and commented passages spread ' +
      'over it. From the moment of the key press, waiting in the page included, until its script has run, and until the letter is ' +
      'painted. Frames are painted when they are ready, not at the pace of a screen.',
    rows,
    seed,
  });
  return found;
}
