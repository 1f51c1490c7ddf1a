import { recordFigures, seeded, seedOfRun } from '@concordat/testing';
import { asks } from './matrix/asks.js';
import { DryRun } from './matrix/dry-run.js';
import { outsideTheDocument, routesOfDocument, routesOfRouter } from './matrix/route-list.js';
import { type MatrixReport, MatrixRun, sample, uncovered } from './matrix/run-matrix.js';
import { keepTextsOpen } from './matrix/keep-texts-open.js';
import { tuplesOf } from './matrix/tuples.js';
import { Wire } from './matrix/wire.js';
import { unsaidColumns } from './world/plant-texts.js';
import { World } from './world/world.js';

/** `npm run bench:isolation` sends every tuple; here a seeded part of them, with every rightful one and whole pairs. */
const share = Number(process.env['ISOLATION_SHARE'] ?? 1 / 20);

describe('every route, asked by everybody with everybody’s ids', () => {
  let world: World;
  let wire: Wire;
  let dryRun: DryRun;
  beforeAll(async () => {
    world = await World.arrange();
    wire = new Wire(world.server.url);
    dryRun = new DryRun(world.server);
  });
  afterAll(async () => {
    wire.close();
    await world.leave();
  });

  it('is every route: the router and the document agree, and each is asked', async () => {
    const router = routesOfRouter(world.server);
    const described = router.filter((route) => !outsideTheDocument.includes(route));
    expect(described).toEqual(await routesOfDocument(world.server));
    expect(uncovered(router, asks)).toEqual([]);
  });

  it('has a mark in every column that may hold somebody’s words', async () => {
    expect(await unsaidColumns(world)).toEqual([]);
  });

  it('has rows of both rivals in every table that belongs to proposals', async () => {
    const tables = await world.sql<{ name: string }>(
      `select table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where table_schema = 'public' and column_name = 'proposal_id' and t.table_type = 'BASE TABLE' order by 1`,
    );
    const bare: string[] = [];
    for (const { name } of tables)
      for (const consortium of ['alfa', 'bravo'] as const) {
        const own = [...world.owners].filter(([, owner]) => owner === consortium).map(([id]) => id);
        const rows = await world.sql(`select 1 from "${name}" where proposal_id = any($1) limit 1`, [own]);
        if (rows.length === 0) bare.push(`${consortium} has no row in ${name}`);
      }
    expect(bare).toEqual([]);
  });

  it('shows nobody what is not theirs, and everybody what is', async () => {
    const all = tuplesOf(world, asks);
    const tuples = sample(all, share, seeded(seedOfRun));
    dryRun.on = true;
    const closing = keepTextsOpen(world, wire);
    const from = performance.now();
    const report = await new MatrixRun(world, wire, dryRun).run(tuples).finally(closing);
    const seconds = (performance.now() - from) / 1000;
    dryRun.on = false;
    tell(report, { all: all.length, seconds });
    const { leaks, tellingApart, failures, opened, headers, traces, unproven } = report;
    const wrong = { leaks, tellingApart, failures, opened, headers, traces, unproven };
    const found = Object.entries(wrong).map(([what, cases]) => [what, firstOfEach(cases)]);
    expect(found).toEqual(Object.keys(wrong).map((what) => [what, []]));
    expect(report.attempts).toBe(tuples.length);
    expect(report.rightful).toBeGreaterThan(asks.filter(({ unprovable }) => unprovable === undefined).length);
  });

  function tell(report: MatrixReport, { all, seconds }: { all: number; seconds: number }): void {
    const { attempts, leaks, compared, tellingApart, rightful, times, statuses } = report;
    const rows = [
      { what: 'distinct tuples (route, person, whose id at each position)', count: all },
      { what: 'requests sent', count: attempts },
      { what: 'routes', count: new Set(asks.map(({ route }) => route)).size },
      { what: 'people and nobodies', count: world.callers.size },
      { what: 'marks planted', count: world.canaries.size },
      { what: 'marks seen by who may not', count: leaks.length },
      { what: '95 % bound of the rate of leaks', count: `${((3 / attempts) * 100).toFixed(4)} %` },
      { what: 'answers for foreign things compared with those for missing things', count: compared },
      { what: 'of them different in anything but the request’s number', count: tellingApart.length },
      {
        what: 'rightful requests answered with 2xx and their own mark',
        count: rightful - report.unproven.length,
      },
      { what: 'of', count: rightful },
      { what: 'routes without a rightful request here', count: unprovable().length },
      { what: 'median ms, foreign', count: median(times.foreign).toFixed(2) },
      { what: 'median ms, missing', count: median(times.missing).toFixed(2) },
      { what: '5xx', count: report.failures.length },
      { what: 'answers whose headers are wrong', count: report.headers.length },
      { what: 'requests refused or reading that would have left a trace', count: report.traces.length },
    ];
    console.log(
      `${attempts} of ${all} tuples in ${seconds.toFixed(0)} s (${(attempts / seconds).toFixed(0)} a second), seed ${seedOfRun}, ` +
        `${leaks.length} leaks, ${tellingApart.length} of ${compared} foreign unlike missing, ` +
        `medians ${median(times.foreign).toFixed(2)} and ${median(times.missing).toFixed(2)} ms, ${JSON.stringify(statuses)}`,
    );
    recordFigures({
      document: 'assurance',
      section: 'isolation',
      title: 'Isolation: who sees what',
      how:
        'Two rival consortia, a third that shares a state and a person with the first, and one that was received by the authority, ' +
        'every table with marks that nobody can guess; every route of the running application, asked over HTTP by every role ' +
        'with own, foreign, missing and malformed ids at every position. `npm run bench:isolation`.',
      rows,
      seed: seedOfRun,
    });
  }
});

/** One line for each route: with its first case and how many there are. */
function firstOfEach(found: readonly string[]): string[] {
  const byRoute = new Map<string, string[]>();
  for (const each of found) {
    const [route = ''] = each.split(' as ');
    byRoute.set(route, [...(byRoute.get(route) ?? []), each]);
  }
  return [...byRoute.values()].map((cases) => `${cases.length} times: ${cases[0]}`);
}

const unprovable = (): string[] => [
  ...new Set(
    asks
      .filter(
        ({ route, unprovable: why }) =>
          why !== undefined && !asks.some((each) => each.route === route && each.unprovable === undefined),
      )
      .map(({ route }) => route),
  ),
];

function median(times: readonly number[]): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
