import { policy } from '@concordat/policy';
import { recordFigures, seeded, seedOfRun } from '@concordat/testing';
import pg from 'pg';
import { DryRun } from './matrix/dry-run.js';
import { Wire } from './matrix/wire.js';
import { equivalentRows, heldElsewhere } from './mutation/equivalents.js';
import { type PolicyMutant, policyMutants, PolicyProbes, withRow } from './mutation/policy-mutants.js';
import { World } from './world/world.js';

/** `npm run bench:mutation` changes every row; here a seeded part. */
const share = Number(process.env['MUTATION_SHARE'] ?? 1 / 20);

describe('rows of the policy, opened and closed one at a time', () => {
  let world: World;
  let wire: Wire;
  let probes: PolicyProbes;
  let superuser: pg.Client;
  beforeAll(async () => {
    world = await World.arrange();
    wire = new Wire(world.server.url);
    new DryRun(world.server).on = true;
    probes = await PolicyProbes.of(world, wire);
    superuser = new pg.Client({ connectionString: world.server.database.superuserUrl });
    await superuser.connect();
  });
  afterAll(async () => {
    await superuser.query('alter role concordat_web nobypassrls');
    await superuser.end();
    wire.close();
    await world.leave();
  });

  /** Rows that stand before row security are seen by themselves only while that is open. */
  async function behindTheWall<T>(work: () => Promise<T>): Promise<T> {
    await superuser.query('alter role concordat_web bypassrls');
    await superuser.query('alter table person disable trigger keeps_roles');
    try {
      return await work();
    } finally {
      await superuser.query('alter table person enable trigger keeps_roles');
      await superuser.query('alter role concordat_web nobypassrls');
    }
  }

  it('are each missed', async () => {
    const random = seeded(seedOfRun);
    const chosen = policyMutants.filter((_mutant, at) => at < 2 || random() < share);
    const came: Record<string, string[]> = { noticed: [], held: [], survived: [] };
    const wrong: string[] = [];
    for (const mutant of chosen) {
      wrong.push(...(await probes.findings(mutant)));
      came[await outcome(mutant)]?.push(`${mutant.kind}: ${mutant.action}`);
    }
    tell(chosen, came);
    expect(wrong).toEqual([]);
    expect(came['survived']?.filter((name) => equivalentRows[name] === undefined)).toEqual([]);
  });

  /** `held`: row security, or the guard of roles, stopped what the row let through, and the row is missed once that is out of the way. */
  async function outcome(mutant: PolicyMutant): Promise<'noticed' | 'held' | 'survived'> {
    if ((await withRow(mutant, () => probes.findings(mutant))).length > 0) return 'noticed';
    return await behindTheWall(async () => {
      if ((await probes.findings(mutant)).length > 0) return 'survived';
      if ((await withRow(mutant, () => probes.findings(mutant))).length > 0) return 'held';
      return heldElsewhere[`${mutant.kind}: ${mutant.action}`] === undefined ? 'survived' : 'held';
    });
  }

  function tell(
    chosen: readonly PolicyMutant[],
    { noticed = [], held = [], survived = [] }: Record<string, string[]>,
  ): void {
    const equal = survived.filter((name) => equivalentRows[name] !== undefined);
    console.log(
      `${chosen.length} of ${policyMutants.length} mutants of ${Object.keys(policy).length} rows, seed ${seedOfRun}: ` +
        `${noticed.length} noticed, ${held.length} held by row security, ${survived.length} not noticed\n` +
        [
          ...held.map((name) => `  ${name} (held${heldElsewhere[name] ? `: ${heldElsewhere[name]}` : ''})`),
          ...survived.map((name) => `  ${name} (${equivalentRows[name] ?? 'NOTICED BY NOTHING'})`),
        ].join('\n'),
    );
    recordFigures({
      document: 'assurance',
      section: 'mutation-policy',
      title: 'Rows of the policy, opened and closed one at a time',
      how:
        'Each row of the policy of the running application is opened to all and closed to all; requests over HTTP by those who ' +
        'may and by those who may not must come out otherwise. `held`: row security stops the request all the same, and with ' +
        'row security out of the way the row is missed; but for ' +
        held
          .filter((name) => heldElsewhere[name] !== undefined)
          .map((name) => `${name} (${heldElsewhere[name]})`)
          .join('; ') +
        '. `change nothing`: ' +
        (equal.map((name) => `${name} (${equivalentRows[name]})`).join('; ') || 'none') +
        '. `npm run bench:mutation`.',
      rows: (['row open to all', 'row closed to all'] as const).map((kind) => {
        const of = (names: readonly string[]): number => names.filter((name) => name.startsWith(kind)).length;
        return {
          row: kind,
          tried: chosen.filter((each) => each.kind === kind).length,
          noticed: of(noticed),
          held: of(held),
          'change nothing': of(equal),
          survived: of(survived) - of(equal),
        };
      }),
      seed: seedOfRun,
    });
  }
});
