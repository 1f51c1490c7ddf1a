import { createHash, randomInt, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { type ChainedEvent, type ChainEnd, chainStart, followChain } from '@concordat/domain';
import { entities } from '../../database/entities.js';
import { migrations } from '../../database/migrations/index.js';
import { dataSource } from '../../platform/database/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const seed = Number(process.env['AUDIT_SEED'] ?? randomInt(2 ** 31));
const commits = Number(process.env['AUDIT_COMMITS'] ?? 300);

interface Written {
  readonly proposalId: string | null;
  readonly action?: string;
  readonly after?: unknown;
}

describe(`the chained record (seed ${seed})`, () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.access.worker, max: 12 });
    pool.on('error', () => undefined);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const write = (client: pg.ClientBase, { proposalId, action = 'thing.done', after = null }: Written) =>
    client.query(
      `insert into audit_event (action, object_kind, object_id, proposal_id, after) values ($1, 'thing', 'x', $2, $3)`,
      [action, proposalId, after === null ? null : JSON.stringify(after)],
    );

  async function commit(...events: Written[]): Promise<void> {
    await inTransaction(async (client) => {
      for (const event of events) await write(client, event);
    });
  }

  async function inTransaction(work: (client: pg.ClientBase) => Promise<unknown>): Promise<void> {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await work(client);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }

  const chain = (proposalId: string | null): Promise<ChainedEvent[]> =>
    database.sql<ChainedEvent>(
      `select l.version::int as version, l.number::int as number, encode(l.previous, 'hex') as previous,
         encode(l.sha256, 'hex') as sha256, e.action, e.object_kind as "objectKind", e.object_id as "objectId",
         to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.person_id as "personId",
         e.proposal_id as "proposalId", e.before, e.after, e.request_id as "requestId"
       from audit_link l join audit_event e on e.id = l.event_id
       where l.chain = coalesce($1, '00000000-0000-0000-0000-000000000000')::uuid order by l.number`,
      [proposalId],
    );

  async function followed(proposalId: string | null): Promise<ChainEnd> {
    let end = chainStart;
    for (const event of await chain(proposalId)) {
      const step = followChain(proposalId, end, event, sha256);
      if (!step.ok) throw new Error(`${step.reason} at ${event.number}`);
      end = step.value;
    }
    return end;
  }

  it('is hashed by the database as the rule reads it, whatever was written down', async () => {
    const proposalId = randomUUID();
    const value = fc.oneof(
      fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
    );
    const key = fc.string({ unit: fc.constantFrom(...'abzAZ_'), minLength: 1, maxLength: 6 });
    const content = fc.dictionary(
      key,
      fc.oneof(value, fc.array(value, { maxLength: 4 }), fc.dictionary(key, value, { maxKeys: 4 })),
      { maxKeys: 5 },
    );
    const samples = fc.sample(content, { seed, numRuns: 60 });
    const awkward = [
      { text: 'line\nbreak\u2028\u2029\u0085\u0001\u001f\u007f "quoted" \\ / é 😀' },
      { b: 1, a: 2, Z: 3, _: 4, aa: 5 },
      { ratio: 0.25, small: 0.001, none: 0, minus: -7 },
    ];
    await commit(...[...samples, ...awkward].map((after) => ({ proposalId, after })));
    expect((await followed(proposalId)).number).toBe(63);
  });

  it('has no gap and no fork when many commit at once, to several chains in every order', async () => {
    const proposals = [randomUUID(), randomUUID(), randomUUID()];
    const before = (await followed(null)).number;
    const random = fc.sample(fc.shuffledSubarray([...proposals, null], { minLength: 1 }), {
      seed,
      numRuns: commits,
    });
    await Promise.all(random.map((chains) => commit(...chains.map((proposalId) => ({ proposalId })))));
    for (const proposalId of [...proposals, null]) {
      const expected = random.filter((chains) => chains.includes(proposalId)).length;
      const { number } = await followed(proposalId);
      expect(number - (proposalId === null ? before : 0)).toBe(expected);
    }
  });

  it('leaves no gap where a transaction failed or a savepoint was undone', async () => {
    const proposalId = randomUUID();
    await commit({ proposalId });
    await expect(
      inTransaction(async (client) => {
        await write(client, { proposalId, action: 'never.happened' });
        await client.query('select 1 / 0');
      }),
    ).rejects.toThrow('division by zero');
    await inTransaction(async (client) => {
      await client.query('savepoint s');
      await write(client, { proposalId, action: 'was.undone' });
      await client.query('rollback to savepoint s');
      await write(client, { proposalId, action: 'thing.last' });
    });
    expect((await chain(proposalId)).map(({ number, action }) => [number, action])).toEqual([
      [1, 'thing.done'],
      [2, 'thing.last'],
    ]);
    await followed(proposalId);
  });

  it('holds nobody up while somebody works: only commits come one after the other', async () => {
    const proposalId = randomUUID();
    await inTransaction(async (slow) => {
      await write(slow, { proposalId, action: 'slow.work' });
      // Of the same proposal and of others: none waits for the transaction that is still open.
      await commit({ proposalId, action: 'quick.work' }, { proposalId: randomUUID() }, { proposalId: null });
    });
    expect((await chain(proposalId)).map(({ action }) => action)).toEqual(['quick.work', 'slow.work']);
    await followed(proposalId);
  });

  it('shows a forgery by somebody who may do everything', async () => {
    const proposalId = randomUUID();
    await commit(...Array.from({ length: 5 }, () => ({ proposalId })));
    await database.sql(`alter table audit_event disable trigger never_changes`);
    await database.sql(
      `update audit_event set action = 'forged' where id = (select event_id from audit_link where chain = $1 and number = 3)`,
      [proposalId],
    );
    await database.sql(`alter table audit_event enable trigger never_changes`);
    await expect(followed(proposalId)).rejects.toThrow('audit.content_changed at 3');
  });

  it('cannot be written past the chain, by nobody who signs in', async () => {
    for (const role of ['web', 'collab', 'worker', 'public'] as const) {
      const client = new pg.Client({ connectionString: database.access[role] });
      await client.connect();
      await expect(
        client.query(`insert into audit_link values (gen_random_uuid(), 1, 1, 1, '', '')`),
      ).rejects.toMatchObject({ code: '42501' });
      await expect(client.query(`select app.link_audit_event(null::audit_event)`)).rejects.toMatchObject({
        code: '42501',
      });
      await client.end();
    }
  });
});

describe('the migration', () => {
  it('chains what was written down before there were chains', async () => {
    const database = await createTestDatabase();
    const source = dataSource(
      { url: database.access.migrate, entities, poolSize: 1, onPoolError: () => undefined },
      migrations,
    );
    try {
      await source.initialize();
      const chained = migrations.findIndex(({ name }) => name.startsWith('AuditChain'));
      for (let at = migrations.length; at > chained; at -= 1) await source.undoLastMigration();
      const proposalId = randomUUID();
      for (const proposal of [proposalId, null, proposalId])
        await database.sql(
          `insert into audit_event (action, object_kind, object_id, proposal_id) values ('old.act', 'thing', 'x', $1)`,
          [proposal],
        );
      await source.runMigrations();
      const rows = await database.sql(
        `select number::int as number, chain = $1::uuid as mine from audit_link order by event_id`,
        [proposalId],
      );
      expect(rows).toEqual([
        { number: 1, mine: true },
        { number: 1, mine: false },
        { number: 2, mine: true },
      ]);
    } finally {
      await source.destroy();
      await database.drop();
    }
  });
});
