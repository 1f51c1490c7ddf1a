import { recordFigures, seeded, seedOfRun } from '@concordat/testing';
import { Laboratory } from './mutation/laboratory.js';
import { type Mutant, mutantKinds, mutantsOf } from './mutation/mutants.js';
import { type Finding, Probes } from './mutation/probes.js';
import { equivalents } from './mutation/equivalents.js';
import { World } from './world/world.js';

/** `npm run bench:mutation` takes every guard away in turn; here a seeded part, and at least one of each kind. */
const share = Number(process.env['MUTATION_SHARE'] ?? 1 / 20);

describe('guards of the database, taken away one at a time', () => {
  let world: World;
  let laboratory: Laboratory;
  let probes: Probes;
  beforeAll(async () => {
    world = await World.arrange();
    laboratory = await Laboratory.open(world);
    probes = new Probes(laboratory);
  });
  afterAll(async () => {
    await laboratory.close();
    await world.leave();
  });

  it('all stand: each role sees, changes and adds exactly what the model says', async () => {
    const findings: Finding[] = [];
    for (const table of laboratory.tables.values())
      findings.push(...(await laboratory.apart(() => probes.ofTable(table))));
    for (const mutant of await mutantsOf(laboratory, probes))
      if (/^(trigger|guard|function)/.test(mutant.kind))
        findings.push(...(await laboratory.apart(mutant.notice)));
    expect([...new Set(findings)]).toEqual([]);
  });

  it('are each missed', async () => {
    const all = await mutantsOf(laboratory, probes);
    const random = seeded(seedOfRun);
    const chosen = all.filter(() => random() < share);
    for (const kind of mutantKinds)
      if (!chosen.some((each) => each.kind === kind))
        chosen.push(...all.filter((each) => each.kind === kind).slice(0, 1));
    const survivors: string[] = [];
    for (const mutant of chosen)
      if (!(await isNoticed(mutant))) survivors.push(`${mutant.kind}: ${mutant.name}`);
    tell(all, chosen, survivors);
    expect(survivors.filter((name) => equivalents[name] === undefined)).toEqual([]);
  });

  async function isNoticed({ make, notice }: Mutant): Promise<boolean> {
    return await laboratory.apart(async () => {
      laboratory.making = make;
      for (const statement of make) await laboratory.query(statement);
      const findings = await notice();
      laboratory.making = [];
      return findings.length > 0;
    });
  }

  function tell(all: readonly Mutant[], chosen: readonly Mutant[], survivors: readonly string[]): void {
    const ofKind = (mutants: readonly Mutant[], kind: string): number =>
      mutants.filter((each) => each.kind === kind).length;
    const rows = mutantKinds.map((kind) => {
      const tried = ofKind(chosen, kind);
      const left = survivors.filter((name) => name.startsWith(`${kind}: `));
      const equal = left.filter((name) => equivalents[name] !== undefined).length;
      return {
        guard: kind,
        there: ofKind(all, kind),
        'taken away': tried,
        noticed: tried - left.length,
        'change nothing': equal,
        survived: left.length - equal,
      };
    });
    console.log(
      `${chosen.length} of ${all.length} mutants, seed ${seedOfRun}: ${survivors.length} not noticed\n${survivors
        .map((name) => `  ${name} (${equivalents[name] ?? 'NOTICED BY NOTHING'})`)
        .join('\n')}`,
    );
    recordFigures({
      document: 'assurance',
      section: 'mutation-database',
      title: 'Guards of the database, taken away one at a time',
      how:
        'Every row-security policy, trigger, guard, grant and function right of the running database, from its catalogues, is ' +
        'removed or opened in turn; statements as each database role and person must come out otherwise than a model says that ' +
        'was written without a look at them. `change nothing`: ' +
        (survivors
          .filter((name) => equivalents[name] !== undefined)
          .map((name) => `${name} (${equivalents[name]})`)
          .join('; ') || 'none') +
        '. `npm run bench:mutation`.',
      rows,
      seed: seedOfRun,
    });
  }
});
