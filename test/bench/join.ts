import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { schemaVersion } from '@concordat/document';
import { recordFigures } from '@concordat/testing';
import { type Crowd, connectTo, databaseUrl, gatherCrowd, ticketFor, type Writer } from './support/crowd.js';
import { cpuSeconds, type Floor, runLoad, startFloor } from './support/processes.js';
import { eachOf, rounds, seed, type Stage, startAgain } from './support/stage.js';
import { median, quantile, ratio, shown, times, verdict } from './support/statistics.js';

/** A section as it has become. */
interface History {
  readonly words: number;
  readonly edits: number;
}

interface Opened {
  readonly at: string;
  readonly took: readonly number[];
  readonly local: readonly number[];
}

/** What opening cost, round by round, in milliseconds. */
interface Opening {
  readonly warm: number[];
  readonly cold: number[];
  readonly cpu: number[];
}

type Figures = Readonly<Record<string, number>>;

/** Opening a section that has been worked on, and everybody coming back at once. */
export async function join(stage: Stage): Promise<readonly Figures[]> {
  const { isFull } = stage;
  const histories: readonly History[] = isFull
    ? [
        { words: 5_000, edits: 5_000 },
        { words: 30_000, edits: 100_000 },
      ]
    : [{ words: 200, edits: 200 }];
  const found: Figures[] = [];
  const rows = [];
  for (const history of histories) {
    const opened = await openAgainAndAgain(stage, history, isFull ? 20 : 1);
    rows.push(...opened.rows);
    found.push(opened.figures);
  }
  recordFigures({
    document: 'benchmarks',
    section: 'join-opening',
    title: 'Opening a section that has been worked on',
    how:
      'From the socket to the text being in the editor; warm: the section is open on the server (twenty openings, one after ' +
      'the other); cold: the server was started anew. The floor is applying the same text locally, once. Must: no slower ' +
      'than stock Hocuspocus; goal: warm 1.3x and cold 3x the floor, 5 ms of server CPU.',
    rows,
    seed,
  });
  found.push(await comeBack(stage));
  return found;
}

async function openAgainAndAgain(stage: Stage, history: History, openings: number) {
  const crowd = await gatherCrowd(stage, { people: 1, sections: 1 });
  const small = await gatherCrowd(stage, { people: 1, sections: 1 });
  const name = randomUUID();
  let stock = await startFloor('hocuspocus', await databaseUrl(stage.dataDir, 'bench'));
  const local: number[] = [];
  const ours: Opening = { warm: [], cold: [], cpu: [] };
  const theirs: Opening = { warm: [], cold: [], cpu: [] };
  try {
    await runLoad('bring', { editor: await ourEditor(stage, crowd), ...history, seed });
    await runLoad('bring', { editor: theirEditor(stock, name), ...history, seed });
    await stockHasStored(stage, name);
    for (let round = 0; round < rounds(stage); round += 1) {
      // The database goes with the product, and comes back on another port.
      await stock.stop();
      await startAgain(stage);
      stock = await startFloor('hocuspocus', await databaseUrl(stage.dataDir, 'bench'));
      // The first section after a start also pays for code that was never run.
      await open(stage.product.pid, await ourEditor(stage, small), [await ticket(stage, small)]);
      await open(stock.pid, theirEditor(stock, randomUUID()), ['none']);
      const cold = await open(stage.product.pid, await ourEditor(stage, crowd), [await ticket(stage, crowd)]);
      ours.cold.push(median(cold.took));
      theirs.cold.push(median((await open(stock.pid, theirEditor(stock, name), ['none'])).took));
      const tokens = await eachOf(Array.from({ length: openings }), () => ticket(stage, crowd));
      const warm = await open(stage.product.pid, await ourEditor(stage, crowd), tokens);
      ours.warm.push(median(warm.took));
      ours.cpu.push(warm.cpu);
      const stockWarm = await open(
        stock.pid,
        theirEditor(stock, name),
        tokens.map(() => 'none'),
      );
      theirs.warm.push(median(stockWarm.took));
      theirs.cpu.push(stockWarm.cpu);
      local.push(median([...warm.local, ...stockWarm.local]));
    }
  } finally {
    await stock.stop();
  }
  return {
    rows: openingRows(history, { ours, theirs, local }),
    figures: openingFigures(ours, theirs, local),
  };
}

/** Stock Hocuspocus stores when the last editor has gone, without saying so. */
async function stockHasStored({ dataDir }: Stage, name: string): Promise<void> {
  const client = await connectTo(dataDir, 'bench');
  try {
    for (let tries = 0; tries < 200; tries += 1) {
      const { rowCount } = await client.query('select from documents where name = $1', [name]);
      if (rowCount === 1) return;
      await pause(50);
    }
    throw new Error('Stock Hocuspocus stored nothing within ten seconds');
  } finally {
    await client.end();
  }
}

const openingFigures = (ours: Opening, theirs: Opening, local: readonly number[]): Figures => ({
  warm: ratio(ours.warm, theirs.warm),
  cold: ratio(ours.cold, theirs.cold),
  floor: median(local),
});

function openingRows(
  { words, edits }: History,
  { ours, theirs, local }: { ours: Opening; theirs: Opening; local: readonly number[] },
) {
  const size = `${words} words, ${edits} edits`;
  const row = (who: string, { warm, cold, cpu }: Opening, against?: Opening) => ({
    section: size,
    who,
    'warm ms': shown(median(warm)),
    'warm / local': times(ratio(warm, local)),
    'cold ms': shown(median(cold)),
    'cold / local': times(ratio(cold, local)),
    'server CPU ms each, warm': shown(median(cpu)),
    'warm / stock': against ? times(ratio(warm, against.warm)) : times(1),
    'cold / stock': against ? times(ratio(cold, against.cold)) : times(1),
    must: against ? verdict(ratio(warm, against.warm) <= 1 && ratio(cold, against.cold) <= 1) : '',
  });
  return [
    row('applied locally', { warm: [...local], cold: [...local], cpu: [NaN] }),
    row('stock Hocuspocus 4.7, storing', theirs),
    row('Concordat', ours, theirs),
  ].map((each, at) =>
    at === 0 ? { ...each, 'warm / stock': '', 'cold / stock': '', 'server CPU ms each, warm': '' } : each,
  );
}

async function open(
  pid: number,
  editor: object,
  tokens: readonly string[],
): Promise<Opened & { cpu: number }> {
  let before = 0;
  let used = 0;
  const opened = await runLoad<Opened>('openers', { editor, tokens }, ({ at }) => {
    if (at === 'opening') before = cpuSeconds(pid);
    if (at === 'opened') used = cpuSeconds(pid) - before;
  });
  return { ...opened, cpu: (1000 * used) / tokens.length };
}

interface Storm {
  readonly all: number[];
  readonly p50: number[];
  readonly cpu: number[];
}

async function comeBack(stage: Stage): Promise<Figures> {
  const sizes = stage.isFull
    ? [
        { people: 50, sections: 5 },
        { people: 200, sections: 20 },
      ]
    : [{ people: 4, sections: 2 }];
  const rows = [];
  let last: Figures = {};
  for (const size of sizes) {
    const crowd = await gatherCrowd(stage, size);
    const storms: Record<'stock' | 'ours' | 'asking', Storm> = {
      stock: { all: [], p50: [], cpu: [] },
      ours: { all: [], p50: [], cpu: [] },
      asking: { all: [], p50: [], cpu: [] },
    };
    for (let round = 0; round < rounds(stage); round += 1) {
      const stock = await startFloor('hocuspocus');
      await storm(storms.stock, stock.pid, await stormPlan(stage, crowd, stock, 'in hand'));
      await stock.stop();
      await storm(storms.ours, stage.product.pid, await stormPlan(stage, crowd, null, 'in hand'));
      await storm(storms.asking, stage.product.pid, await stormPlan(stage, crowd, null, 'asked for'));
    }
    const row = (who: string, { all, p50, cpu }: Storm) => ({
      crowd: `${size.people} editors, ${size.sections} sections`,
      who,
      'all are back after ms': shown(median(all)),
      'p50 ms': shown(median(p50)),
      'server CPU s': shown(median(cpu)),
      '/ stock': times(ratio(all, storms.stock.all)),
    });
    rows.push(
      row('stock Hocuspocus 4.7, in memory, asks for nothing', storms.stock),
      row('Concordat, ticket in hand', storms.ours),
      row('Concordat, ticket asked for first', storms.asking),
    );
    last = {
      storm: ratio(storms.ours.all, storms.stock.all),
      asking: ratio(storms.asking.all, storms.stock.all),
    };
  }
  recordFigures({
    document: 'benchmarks',
    section: 'join-everyone',
    title: 'Everybody comes back at once',
    how:
      'All sockets are cut at the same moment and all editors come back at once; measured until the last has its text. ' +
      'Concordat checks session, ticket and membership of each; stock Hocuspocus lets anybody in. Must: 1.0x stock, goal 0.65x.',
    rows,
    seed,
  });
  return last;
}

async function storm(into: Storm, pid: number, plan: object): Promise<void> {
  let before = 0;
  let used = 0;
  const { took } = await runLoad<Opened>('reconnect', plan, ({ at }) => {
    if (at === 'opening') before = cpuSeconds(pid);
    if (at === 'opened') used = cpuSeconds(pid) - before;
  });
  into.all.push(Math.max(...took));
  into.p50.push(quantile(took, 0.5));
  into.cpu.push(used);
}

async function stormPlan(stage: Stage, crowd: Crowd, stock: Floor | null, tickets: 'in hand' | 'asked for') {
  const sections = crowd.writers.map((_, number) => crowd.sectionIds[number % crowd.sectionIds.length] ?? '');
  if (stock)
    return {
      editors: sections.map((section) => theirEditor(stock, section)),
      tickets: sections.map(() => null),
      inHand: true,
    };
  const headersOf = ({ cookie }: Writer) => ({ cookie, origin: stage.address });
  const editors = await eachOf(crowd.writers, async (writer) => {
    const section = sections[crowd.writers.indexOf(writer)] ?? '';
    const token = await ticketFor(stage.address, section, writer);
    return {
      url: socketOf(stage),
      dialect: 'hocuspocus',
      section,
      watches: true,
      token,
      headers: headersOf(writer),
    };
  });
  const wanted = crowd.writers.map((writer, number) => ({
    url: `${stage.address}/api/sections/${sections[number]}/tickets`,
    headers: { ...headersOf(writer), 'content-type': 'application/json' },
    body: { deviceId: randomUUID(), schemaVersion },
  }));
  return { editors, tickets: wanted, inHand: tickets === 'in hand' };
}

const socketOf = ({ address }: Stage): string => `${address.replace(/^http/, 'ws')}/collab`;

async function ticket(stage: Stage, { sectionIds: [section], writers: [writer] }: Crowd): Promise<string> {
  if (section === undefined || !writer) throw new Error('The crowd is empty');
  return ticketFor(stage.address, section, writer);
}

async function ourEditor(stage: Stage, crowd: Crowd) {
  const headers = { cookie: crowd.writers[0]?.cookie ?? '', origin: stage.address };
  const token = await ticket(stage, crowd);
  return {
    url: socketOf(stage),
    dialect: 'hocuspocus',
    section: crowd.sectionIds[0],
    watches: true,
    token,
    headers,
  };
}

const theirEditor = (stock: Floor, section: string) => ({
  url: `ws://127.0.0.1:${stock.port}`,
  dialect: 'hocuspocus',
  section,
  watches: true,
  token: 'none',
  headers: {},
});
