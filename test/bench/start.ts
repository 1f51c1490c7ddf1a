import { recordFigures } from '@concordat/testing';
import { gatherCrowd, ticketFor } from './support/crowd.js';
import { editorPage, everyPage, total } from './support/page-weight.js';
import { residentMegabytes, runLoad, startFloor } from './support/processes.js';
import { eachOf, rounds, seed, type Stage, startAgain } from './support/stage.js';
import { median, shown, times, verdict } from './support/statistics.js';

/** Starting, memory, and what a browser has to load. */
export async function start(stage: Stage): Promise<readonly Record<string, number>[]> {
  const again: number[] = [];
  const idle: number[] = [];
  const busy: number[] = [];
  const size = stage.isFull ? { people: 200, sections: 20 } : { people: 2, sections: 1 };
  const crowd = await gatherCrowd(stage, size);
  for (let round = 0; round < rounds(stage); round += 1) {
    again.push(await startAgain(stage));
    // What the start itself needed is given back when the collector has come by.
    await new Promise((resolve) => setTimeout(resolve, stage.isFull ? 15_000 : 100));
    idle.push(residentMegabytes(stage.product.pid));
    const editors = await eachOf(crowd.writers, async (writer) => {
      const section = crowd.sectionIds[crowd.writers.indexOf(writer) % size.sections] ?? '';
      return {
        url: `${stage.address.replace(/^http/, 'ws')}/collab`,
        dialect: 'hocuspocus',
        section,
        watches: false,
        cursors: true,
        token: await ticketFor(stage.address, section, writer),
        headers: { cookie: writer.cookie, origin: stage.address },
      };
    });
    const plan = { editors, seconds: stage.isFull ? 10 : 0.2, perSecond: 3, seed };
    await runLoad('editors', plan, ({ at }) => {
      if (at === 'typed') busy.push(residentMegabytes(stage.product.pid));
    });
  }
  const memory = { idle: median(idle), busy: median(busy) };
  recordFigures({
    document: 'benchmarks',
    section: 'start-memory',
    title: 'Starting, and memory',
    how:
      'The built product with its sample on an embedded Postgres; ready means that /health/ready answers 200. Memory is what ' +
      'is resident of the product’s process, without Postgres; with 200 editors in 20 sections after they typed for ten seconds.',
    rows: [
      {
        what: 'first start, on an empty folder, with sample',
        figure: shown(stage.firstStartSeconds, ' s'),
        must: '',
        goal: '',
      },
      { what: 'second start', figure: shown(median(again), ' s'), must: '', goal: '' },
      {
        what: 'memory, idle',
        figure: shown(memory.idle, ' MB'),
        must: `450 MB: ${verdict(memory.idle <= 450)}`,
        goal: '350 MB',
      },
      {
        what: `memory, ${size.people} editors`,
        figure: shown(memory.busy, ' MB'),
        must: `650 MB: ${verdict(memory.busy <= 650)}`,
        goal: '500 MB',
      },
    ],
    seed,
  });
  return [{ firstStart: stage.firstStartSeconds, secondStart: median(again), ...memory }, await pages(stage)];
}

async function pages({ isFull }: Stage): Promise<Record<string, number>> {
  // Building the floor takes longer than everything else at the small size.
  const floor = isFull ? await startFloor('bare-editor') : undefined;
  const bare = floor?.port ?? 252_000;
  await floor?.stop();
  const [every, editor] = [everyPage(), editorPage()];
  const row = (page: string, { scripts, styles }: { scripts: number; styles: number }) => ({
    page,
    'scripts kB': shown(scripts / 1000),
    'styles kB': shown(styles / 1000),
    'together kB': shown((scripts + styles) / 1000),
    'x bare editor': times((scripts + styles) / bare),
  });
  recordFigures({
    document: 'benchmarks',
    section: 'start-pages',
    title: 'What a browser loads',
    how:
      'Compressed with gzip, from cold; fonts come beside it. The floor is a page that is nothing but an editor: React, Tiptap ' +
      `with tables, collaboration and carets, built by the same bundler. Editor page: must 330 kB (${verdict(total(editor) <= 330_000)}), goal 300 kB.`,
    rows: [
      row('bare editor, the floor', { scripts: bare, styles: 0 }),
      row('every page of Concordat', every),
      row('the editor’s page of Concordat', editor),
    ],
  });
  return { every: total(every), editor: total(editor), bare };
}
