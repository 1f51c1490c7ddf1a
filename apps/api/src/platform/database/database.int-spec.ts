import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { entities } from '../../database/entities.js';
import { migrations } from '../../database/migrations/index.js';
import { Person } from '../../modules/identity/person.entity.js';
import { createTestDatabase, type TestDatabase } from '../../testing/index.js';
import { dataSource } from './data-source.js';
import { migrate, question, WebDatabase, WorkerDatabase } from './index.js';
import { readAccess } from './roles.js';

const person = '8d6f0f6e-3f0d-4d5e-8a51-0c8c1d0f8a11';

describe('the databases of the roles', () => {
  let database: TestDatabase;
  let web: WebDatabase;
  let worker: WorkerDatabase;
  const close: (() => Promise<void>)[] = [];
  const lost: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    const open = async (url: string) => {
      const source = dataSource({
        url,
        entities,
        poolSize: 2,
        onPoolError: ({ message }) => lost.push(message),
      });
      await source.initialize();
      close.push(() => source.destroy());
      return source;
    };
    web = new WebDatabase(await open(database.access.web));
    worker = new WorkerDatabase(await open(database.access.worker));
  });

  afterAll(async () => {
    await Promise.all(close.map((each) => each()));
    await database.drop();
  });

  const whoAmI = 'select current_user as role, app.person_id() as person';

  it('acts as the person inside the transaction and as nobody after it', async () => {
    const inside = await web.transaction({ personId: person }, (tx) => tx.query(whoAmI));
    expect(inside).toEqual([{ role: 'concordat_web', person }]);
    expect(await worker.transaction((tx) => tx.query(whoAmI))).toEqual([
      { role: 'concordat_worker', person: null },
    ]);
    const setting = `select coalesce(current_setting('app.person_id', true), '') as left_over`;
    const others = await Promise.all([1, 2, 3].map(() => worker.transaction((tx) => tx.query(setting))));
    expect(others).toEqual(Array(3).fill([{ left_over: '' }]));
  });

  it('asks as the person in one journey, may only read in it, and leaves nothing behind', async () => {
    const asked = question('select current_user as role, app.person_id() as person, $1::text as said');
    for (const said of ['first', "it's \\ the second; rollback; --", null])
      expect(await web.ask({ personId: person }, asked, said)).toEqual([
        { role: 'concordat_web', person, said },
      ]);
    const writes = question(`update installation_fact set key = key returning key`);
    await expect(web.ask({ personId: person }, writes)).rejects.toThrow(/read-only|permission/);
    const left = question(`select coalesce(current_setting('app.person_id', true), '') as left_over,
      (select count(*)::int from pg_prepared_statements) > 0 as planned`);
    const other = '8d6f0f6e-3f0d-4d5e-8a51-0c8c1d0f8a12';
    expect(await web.ask({ personId: other }, left)).toEqual([{ left_over: other, planned: true }]);
    const free = await web.transaction({ personId: person }, async (tx) => {
      await tx.query('commit');
      return await tx.query(`select coalesce(current_setting('app.person_id', true), '') as left_over`);
    });
    expect(free).toEqual([{ left_over: '' }]);
  });

  it('plans a question once for a connection, and each text for itself', async () => {
    expect(question('select 1').name).not.toBe(question('select 2').name);
    const asked = question('select count(*)::int as here from pg_prepared_statements where name = $1');
    const here = [await web.ask({ personId: person }, asked, asked.name)];
    here.push(await web.ask({ personId: person }, asked, asked.name));
    expect(here).toEqual(Array(2).fill([{ here: 1 }]));
  });

  it('gives rows of `returning`, counts what a statement touched, and reads the clock once', async () => {
    await worker.transaction(async (tx) => {
      const insert = `insert into outbox (kind, payload) values ('a', '{}'), ('b', '{}') returning kind`;
      expect(await tx.query(insert)).toEqual([{ kind: 'a' }, { kind: 'b' }]);
      expect(await tx.query(`update outbox set attempts = 1 where kind = 'a' returning attempts`)).toEqual([
        { attempts: 1 },
      ]);
      expect(await tx.execute('delete from outbox')).toBe(2);
      const first = await tx.clock();
      await pause(5);
      expect(await tx.clock()).toBe(first);
    });
  });

  it('stops a `where` that lost its value', async () => {
    const findAll = web.transaction({ personId: person }, (tx) =>
      tx.manager.find(Person, { select: { id: true }, where: { id: undefined as unknown as string } }),
    );
    await expect(findAll).rejects.toThrow(/undefined/i);
  });

  it('survives the loss of every connection', async () => {
    await database.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename like 'concordat_%' and datname = current_database()`,
    );
    await pause(100);
    expect(lost.length).toBeGreaterThan(0);
    expect(await web.transaction({ personId: person }, (tx) => tx.query('select 1 as one'))).toEqual([
      { one: 1 },
    ]);
  });

  it('has nothing left to migrate, and no entity that differs from its table', async () => {
    expect(await migrate(database.access.migrate, { entities, migrations })).toEqual([]);
    const source = dataSource({
      url: database.access.migrate,
      entities,
      poolSize: 1,
      onPoolError: () => undefined,
    });
    await source.initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('lets no role pass row security but the three that sign in nowhere', async () => {
    const rows = await database.sql<{ name: string }>(
      `select rolname as name from pg_roles where rolname like 'concordat_%' and (rolbypassrls or rolsuper or rolcreaterole) order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(['concordat_chain', 'concordat_door', 'concordat_rls']);
  });

  it('keeps its passwords in a file for its owner alone', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'concordat-roles-'));
    const file = path.join(folder, 'made', 'database-roles.json');
    const access = await readAccess('postgres://root:x@127.0.0.1:5432/concordat', file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(new Set(Object.values(JSON.parse(await readFile(file, 'utf8')) as object)).size).toBe(5);
    expect(await readAccess('postgres://root:x@127.0.0.1:5432/concordat', file)).toEqual(access);
    await rm(folder, { recursive: true });
  });
});
