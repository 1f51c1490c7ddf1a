import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { recordFigures } from '@concordat/testing';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';

const commits = Number(process.env['AUDIT_COST_COMMITS'] ?? 200);
const rounds = Number(process.env['AUDIT_COST_ROUNDS'] ?? 1);

/** What a place in the chain costs the work that is written down: commits with it beside the same without it. */
describe(`the cost of the chain (${commits} commits a round, ${rounds} rounds)`, () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.access.worker, max: 8 });
    pool.on('error', () => undefined);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const after = JSON.stringify({
    sectionId: randomUUID(),
    state: 'in_review',
    roles: ['author', 'reviewer'],
  });

  async function msPerCommit(proposals: readonly string[], isChained: boolean): Promise<number> {
    await database.sql(`alter table audit_event ${isChained ? 'enable' : 'disable'} trigger user`);
    const from = performance.now();
    let begun = 0;
    const write = async (): Promise<void> => {
      for (let at = begun++; at < commits; at = begun++)
        await pool.query(
          `insert into audit_event (action, object_kind, object_id, proposal_id, after) values ('section.assign', 'section', $1, $2, $3)`,
          [randomUUID(), proposals[at % proposals.length], after],
        );
    };
    await Promise.all(Array.from({ length: 8 }, write));
    return (performance.now() - from) / commits;
  }

  const middle = (values: readonly number[]): number =>
    [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

  it('is a fraction of a millisecond, for one busy proposal and for many', async () => {
    const rows = [];
    for (const [who, count] of [
      ['one proposal, eight writers', 1],
      ['eight proposals, eight writers', 8],
    ] as const) {
      const bare: number[] = [];
      const chained: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        // What was written unchained stays so: each round has proposals of its own.
        bare.push(
          await msPerCommit(
            Array.from({ length: count }, () => randomUUID()),
            false,
          ),
        );
        chained.push(
          await msPerCommit(
            Array.from({ length: count }, () => randomUUID()),
            true,
          ),
        );
      }
      const [without, with_] = [middle(bare), middle(chained)];
      rows.push({
        work: who,
        'without chain, ms a commit': without.toFixed(3),
        'with chain, ms a commit': with_.toFixed(3),
        'added, ms': (with_ - without).toFixed(3),
      });
      expect(with_ - without).toBeLessThan(20);
    }
    recordFigures({
      document: 'benchmarks',
      section: 'audit-chain',
      title: 'What the chained record costs',
      how: `${commits} single-insert commits a round by 8 connections, ${rounds} alternating rounds, median; the floor is the same insert with the chain's triggers off. The database of the tests does not wait for the disk, so nothing hides the cost.`,
      rows,
    });
  }, 300_000);
});
