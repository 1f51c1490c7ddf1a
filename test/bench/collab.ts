import { recordFigures } from '@concordat/testing';
import { type Crowd, connectTo, databaseUrl, gatherCrowd, ticketFor } from './support/crowd.js';
import { cpuSeconds, cpuSecondsOfFamily, runLoad, startFloor } from './support/processes.js';
import { eachOf, rounds, seed, type Stage } from './support/stage.js';
import { median, quantile, ratio, shown, times, verdict } from './support/statistics.js';
import { databaseOn } from '../support/product.js';

type ServerName = 'relay' | 'hocuspocus' | 'hocuspocus, storing' | 'concordat';

interface Server {
  readonly name: ServerName;
  readonly pid: number;
  readonly url: string;
}

/** How many write where, and what they do. */
interface Shape {
  readonly editors: number;
  readonly sections: number;
  readonly cursors: boolean;
  readonly perSecond: number;
}

interface Load {
  readonly at: string;
  readonly typed: number;
  readonly busy: number;
  readonly latencies: readonly number[];
  readonly acknowledged: readonly number[];
  readonly bytes: number;
  readonly frames: number;
  readonly missing: number;
  readonly refusals: readonly string[];
}

/** What one server did in one round. */
interface Run {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly acknowledgedP95: number;
  readonly cpu: number;
  readonly bytes: number;
  readonly busy: number;
  readonly typed: number;
  readonly missing: number;
}

type Runs = Readonly<Record<ServerName, readonly Run[]>>;

/** Typing seen by others, and what it costs the server, beside a raw relay and stock Hocuspocus. */
export async function collab(stage: Stage): Promise<readonly Run[]> {
  const { isFull } = stage;
  const size = isFull
    ? { people: 200, sections: 20, crowded: 100, writers: 50, seconds: 6 }
    : { people: 4, sections: 2, crowded: 3, writers: 3, seconds: 0.5 };
  const relay = await startFloor('relay');
  const memory = await startFloor('hocuspocus');
  const storing = await startFloor('hocuspocus', await databaseUrl(stage.dataDir, 'bench'));
  try {
    const at = (port: number): string => `ws://127.0.0.1:${port}`;
    const servers: Record<ServerName, Server> = {
      relay: { name: 'relay', pid: relay.pid, url: at(relay.port) },
      hocuspocus: { name: 'hocuspocus', pid: memory.pid, url: at(memory.port) },
      'hocuspocus, storing': { name: 'hocuspocus, storing', pid: storing.pid, url: at(storing.port) },
      concordat: {
        name: 'concordat',
        pid: stage.product.pid,
        url: `${stage.address.replace(/^http/, 'ws')}/collab`,
      },
    };
    const crowd = await gatherCrowd(stage, { people: size.people, sections: size.sections });
    const crowded = await gatherCrowd(stage, { people: size.crowded, sections: 1 });
    const measure = (shape: Shape, people: Crowd, names: readonly ServerName[]): Promise<Runs> =>
      alternate(
        stage,
        names.map((name) => servers[name]),
        shape,
        people,
        size.seconds,
      );
    const all = ['relay', 'hocuspocus', 'hocuspocus, storing', 'concordat'] as const;
    const few = ['relay', 'hocuspocus', 'concordat'] as const;
    const pace = { perSecond: 3, cursors: !isFull };
    const plain = { ...pace, editors: size.people, sections: size.sections };
    const typing = await measure(plain, crowd, all);
    recordTyping(plain, typing, size.seconds);
    // The other shapes are the same code with other numbers.
    if (!isFull) return Object.values(typing).flat();
    const cursors = await measure({ ...plain, cursors: true }, crowd, few);
    recordCursors(plain, cursors, size.seconds);
    const one = { ...pace, editors: size.crowded, sections: 1 };
    const together = await measure(one, crowded, few);
    recordCrowded(one, together, size.seconds);
    const some = { ...plain, editors: size.writers };
    const committing = await measure(some, crowd, ['concordat']);
    recordCommitted(some, committing.concordat, await commitFloor(stage, isFull ? 500 : 20), size.seconds);
    return [typing, cursors, together, committing].flatMap((runs) => Object.values(runs).flat());
  } finally {
    await Promise.all([relay.stop(), memory.stop(), storing.stop()]);
  }
}

/** Runs the servers in turn, round after round. */
async function alternate(
  stage: Stage,
  servers: readonly Server[],
  shape: Shape,
  crowd: Crowd,
  seconds: number,
): Promise<Runs> {
  const runs: Record<ServerName, Run[]> = {
    relay: [],
    hocuspocus: [],
    'hocuspocus, storing': [],
    concordat: [],
  };
  for (let round = 0; round < rounds(stage); round += 1)
    for (const server of servers)
      runs[server.name].push(await once(stage, server, shape, crowd, seconds, round));
  return runs;
}

async function once(
  stage: Stage,
  server: Server,
  shape: Shape,
  crowd: Crowd,
  seconds: number,
  round: number,
): Promise<Run> {
  const numbers = Array.from({ length: shape.editors }, (_, number) => number);
  const editors = await eachOf(numbers, async (number) => {
    const section = crowd.sectionIds[number % shape.sections] ?? '';
    const writer = crowd.writers[number];
    if (!writer) throw new Error(`The crowd has no writer ${number}`);
    const isOurs = server.name === 'concordat';
    return {
      url: server.url,
      dialect: server.name === 'relay' ? 'relay' : 'hocuspocus',
      section,
      // The first three of each section read what the others write.
      watches: number < 3 * shape.sections,
      cursors: shape.cursors,
      token: isOurs ? await ticketFor(stage.address, section, writer) : 'none',
      headers: isOurs ? { cookie: writer.cookie, origin: stage.address } : {},
    };
  });
  let before = 0;
  let used = 0;
  const plan = { editors, seconds, perSecond: shape.perSecond, seed: seed + round };
  const load = await runLoad<Load>('editors', plan, ({ at }) => {
    if (at === 'typing') before = cpuSeconds(server.pid);
    if (at === 'typed') used = cpuSeconds(server.pid) - before;
  });
  if (load.refusals.length > 0) throw new Error(`${server.name} refused: ${load.refusals.join(' ')}`);
  return {
    p50: median(load.latencies),
    p95: quantile(load.latencies, 0.95),
    p99: quantile(load.latencies, 0.99),
    // A relay acknowledges nothing.
    acknowledgedP95: load.acknowledged.length > 0 ? quantile(load.acknowledged, 0.95) : 0,
    cpu: (100 * used) / seconds,
    bytes: load.bytes / load.typed,
    busy: load.busy,
    typed: load.typed,
    missing: load.missing,
  };
}

const of = (runs: readonly Run[], what: keyof Run): number[] => runs.map((run) => run[what]);

function rowOf(name: string, runs: readonly Run[], floor: readonly Run[]) {
  return {
    server: name,
    'p50 ms': shown(median(of(runs, 'p50'))),
    'p95 ms': shown(median(of(runs, 'p95'))),
    'p99 ms': shown(median(of(runs, 'p99'))),
    'p95 / relay': times(ratio(of(runs, 'p95'), of(floor, 'p95'))),
    'CPU % of a core': shown(median(of(runs, 'cpu'))),
    'CPU / relay': times(ratio(of(runs, 'cpu'), of(floor, 'cpu'))),
    'bytes to clients a character': shown(median(of(runs, 'bytes'))),
    'characters not arrived': of(runs, 'missing').reduce((sum, count) => sum + count, 0),
  };
}

const described = ({ editors, sections, perSecond }: Shape, seconds: number): string =>
  `${editors} editors in ${sections === 1 ? 'one section' : `${sections} sections`} type ${perSecond} characters a second each for ${seconds} s, ` +
  'in a process of their own; measured from the key to the text of the first three editors of each section.';

function recordTyping(shape: Shape, runs: Runs, seconds: number): void {
  const { relay, hocuspocus, concordat } = runs;
  const p95 = ratio(of(concordat, 'p95'), of(hocuspocus, 'p95'));
  const cpu = ratio(of(concordat, 'cpu'), of(hocuspocus, 'cpu'));
  recordFigures({
    document: 'benchmarks',
    section: 'collab-typing',
    title: 'Typed on A, seen by B',
    how:
      `${described(shape, seconds)} Concordat commits every character in Postgres before anybody sees it; the relay keeps ` +
      'nothing, stock Hocuspocus keeps memory, or stores seconds later. ' +
      `Against stock Hocuspocus in memory: p95 ${times(p95)} (must 1.0x: ${verdict(p95 <= 1)}), CPU ${times(cpu)} ` +
      `(must 1.3x: ${verdict(cpu <= 1.3)}). Goal: p95 2.5x the relay when logged first, CPU 1.4x.`,
    rows: [
      rowOf('raw ws relay', relay, relay),
      rowOf('stock Hocuspocus 4.7, in memory', hocuspocus, relay),
      rowOf('stock Hocuspocus 4.7, storing in Postgres', runs['hocuspocus, storing'], relay),
      rowOf('Concordat', concordat, relay),
    ],
    seed,
  });
}

function recordCursors(shape: Shape, { relay, hocuspocus, concordat }: Runs, seconds: number): void {
  const against = (what: keyof Run): number => ratio(of(concordat, what), of(hocuspocus, what));
  recordFigures({
    document: 'benchmarks',
    section: 'collab-cursors',
    title: "With everybody's cursors",
    how:
      `${described(shape, seconds)} Every character brings its caret. Against stock Hocuspocus: ` +
      (['p95', 'cpu'] as const)
        .map(
          (what) =>
            `${what === 'cpu' ? 'CPU' : what} ${times(against(what))} (must 0.5x: ${verdict(against(what) <= 0.5)})`,
        )
        .join(', ') +
      `, bytes ${times(against('bytes'))}. Goal: p95 1.3x and CPU 1.4x the relay, 0.3x its bytes.`,
    rows: [
      rowOf('raw ws relay', relay, relay),
      rowOf('stock Hocuspocus 4.7, in memory', hocuspocus, relay),
      rowOf('Concordat', concordat, relay),
    ],
    seed,
  });
}

function recordCrowded(shape: Shape, { relay, hocuspocus, concordat }: Runs, seconds: number): void {
  const cpu = ratio(of(concordat, 'cpu'), of(relay, 'cpu'));
  recordFigures({
    document: 'benchmarks',
    section: 'collab-crowded',
    title: 'One crowded section',
    how: `${described(shape, seconds)} CPU ${times(cpu)} the relay (must 1.0x: ${verdict(cpu <= 1)}, goal 0.6x).`,
    rows: [
      rowOf('raw ws relay', relay, relay),
      rowOf('stock Hocuspocus 4.7, in memory', hocuspocus, relay),
      rowOf('Concordat', concordat, relay),
    ],
    seed,
  });
}

function recordCommitted(shape: Shape, runs: readonly Run[], floor: number, seconds: number): void {
  const p95 = median(of(runs, 'acknowledgedP95'));
  recordFigures({
    document: 'benchmarks',
    section: 'collab-committed',
    title: 'Typed, committed in Postgres, and said so',
    how:
      `${shape.editors} editors in ${shape.sections} sections type ${shape.perSecond} characters a second each for ${seconds} s; measured from the key until ` +
      `the server has said that the character is committed (must 50 ms: ${verdict(p95 <= 50)}, goal 15 ms).`,
    rows: [
      {
        work: 'one insert and its commit on the same Postgres, alone',
        'p95 ms': shown(floor),
        'x floor': times(1),
      },
      { work: 'typed to acknowledged', 'p95 ms': shown(p95), 'x floor': times(p95 / floor) },
    ],
    seed,
  });
}

/** One small insert with its own synchronous commit, p95 in milliseconds. */
async function commitFloor({ dataDir }: Stage, attempts: number): Promise<number> {
  const client = await connectTo(dataDir, 'bench');
  try {
    await client.query('create table if not exists commits (at timestamptz default now(), bytes bytea)');
    const took: number[] = [];
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const from = performance.now();
      await client.query('insert into commits (bytes) values ($1)', [Buffer.alloc(40)]);
      took.push(performance.now() - from);
    }
    return quantile(took, 0.95);
  } finally {
    await client.end();
  }
}

/** Processor seconds of the product's database with all its connections. */
export async function databaseCpuSeconds({ dataDir }: Stage): Promise<number> {
  const database = await databaseOn(dataDir);
  return database ? cpuSecondsOfFamily(database.pid) : NaN;
}
