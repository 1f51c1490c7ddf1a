import { recordFigures } from '@concordat/testing';
import { connectTo, type Crowd, databaseUrl, gatherCrowd } from './support/crowd.js';
import { cpuSeconds, runLoad, startFloor } from './support/processes.js';
import { rounds, type Stage } from './support/stage.js';
import { median, ratio, shown, times, verdict } from './support/statistics.js';

interface Asked {
  readonly at: string;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly bytes: number;
  readonly cpu: number;
}

interface Question {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Lists over HTTP, with session and permission check, beside the bare floor that asks nobody for anything. */
export async function api(stage: Stage): Promise<readonly Record<string, number>[]> {
  const floor = await startFloor('lists', await databaseUrl(stage.dataDir));
  const found: Record<string, number>[] = [];
  const rows = [];
  try {
    for (const { list, ours, theirs } of await questions(stage, floor.port)) {
      const runs = { ours: [] as Asked[], floor: [] as Asked[] };
      for (let round = 0; round < rounds(stage); round += 1) {
        runs.floor.push(await ask(stage, floor.pid, theirs));
        runs.ours.push(await ask(stage, stage.product.pid, ours));
      }
      rows.push(...rowsOf(list, runs.ours, runs.floor));
      found.push({ ratio: ratio(of(runs.ours, 'perSecond'), of(runs.floor, 'perSecond')) });
    }
  } finally {
    await floor.stop();
  }
  recordFigures({
    document: 'benchmarks',
    section: 'api-lists',
    title: 'Lists over HTTP',
    how:
      'Sixteen connections that stay open, each asks again as soon as it is answered, for five seconds; median of three ' +
      'rounds in turn. The floor is bare Fastify and pg on the same database, without session, permission check, row ' +
      'security and checked answers. Must: half its requests a second for 50 sections; goal 0.8x, p99 1.5x.',
    rows,
  });
  return found;
}

async function questions(stage: Stage, floorPort: number) {
  const port = Number(new URL(stage.address).port);
  const asked = [];
  for (const sections of stage.isFull ? [50, 500] : [50]) {
    const crowd = await gatherCrowd(stage, { people: 1, sections });
    asked.push({
      list: `${sections} sections of a proposal`,
      ours: { port, path: `/api/proposals/${crowd.proposalId}/sections`, headers: cookieOf(crowd) },
      theirs: { port: floorPort, path: `/sections/${crowd.proposalId}`, headers: {} },
    });
  }
  for (const proposals of stage.isFull ? [2, 10] : [2]) {
    const crowd = await gatherCrowd(stage, { people: 1, sections: 30 });
    for (let more = 1; more < proposals; more += 1)
      await admit(stage, crowd, await gatherCrowd(stage, { people: 1, sections: 30 }));
    asked.push({
      list: `portfolio of ${proposals} proposals with 30 sections each`,
      ours: { port, path: '/api/portfolio', headers: cookieOf(crowd) },
      theirs: { port: floorPort, path: `/portfolio/${crowd.writers[0]?.personId}`, headers: {} },
    });
  }
  return asked;
}

const cookieOf = ({ writers }: Crowd): Record<string, string> => ({ cookie: writers[0]?.cookie ?? '' });

/** Lets the first writer of one crowd take part in another. */
async function admit({ dataDir }: Stage, { writers }: Crowd, { proposalId }: Crowd): Promise<void> {
  const client = await connectTo(dataDir);
  try {
    await client.query(
      `insert into membership (id, proposal_id, member_id, person_id, roles)
       select gen_random_uuid(), proposal_id, id, $2, '{author}' from consortium_member where proposal_id = $1`,
      [proposalId, writers[0]?.personId],
    );
  } finally {
    await client.end();
  }
}

async function ask(stage: Stage, pid: number, question: Question): Promise<Asked> {
  let before = 0;
  const seconds = stage.isFull ? 5 : 0.3;
  const plan = { ...question, connections: stage.isFull ? 16 : 2, seconds };
  const asked = await runLoad<Omit<Asked, 'cpu'>>('requests', plan, ({ at }) => {
    if (at === 'asking') before = cpuSeconds(pid);
  });
  return { ...asked, cpu: (1000 * (cpuSeconds(pid) - before)) / (asked.perSecond * seconds) };
}

const of = (runs: readonly Asked[], what: Exclude<keyof Asked, 'at'>): number[] =>
  runs.map((run) => run[what]);

function rowsOf(list: string, ours: readonly Asked[], floor: readonly Asked[]) {
  const row = (who: string, runs: readonly Asked[]) => ({
    list,
    who,
    'requests / s': shown(median(of(runs, 'perSecond'))),
    'x floor': times(ratio(of(runs, 'perSecond'), of(floor, 'perSecond'))),
    'p50 ms': shown(median(of(runs, 'p50'))),
    'p99 ms': shown(median(of(runs, 'p99'))),
    'p99 / floor': times(ratio(of(runs, 'p99'), of(floor, 'p99'))),
    'server CPU ms a request': shown(median(of(runs, 'cpu'))),
    'kB an answer': shown(median(of(runs, 'bytes')) / 1000),
  });
  const reached = ratio(of(ours, 'perSecond'), of(floor, 'perSecond')) >= 0.5;
  return [
    { ...row('bare Fastify + pg', floor), 'must 0.5x': '' },
    { ...row('Concordat', ours), 'must 0.5x': verdict(reached) },
  ];
}
