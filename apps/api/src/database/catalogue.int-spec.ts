import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { loadSample } from '../../test/sample-world.js';
import { dataSource } from '../platform/database/data-source.js';
import { type LoginRole, loginRoles } from '../platform/database/roles.js';
import { createTestDatabase, startTestServer, type TestDatabase, type TestServer } from '../testing/index.js';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';

const textTables = [
  'comment_message',
  'comment_thread',
  'image',
  'package',
  'package_file',
  'section_snapshot',
  'section_update',
  'section_update_archive',
];

/** Each table and column right, function and policy of the product's schemas, as readable lines. */
const catalogue = {
  rights: `select grantee || ': ' || table_name || ' ' || string_agg(lower(privilege_type), ', ' order by privilege_type) as line
    from information_schema.role_table_grants
    where table_schema = 'public' and grantee like 'concordat_%' and grantee <> 'concordat_migrate'
    group by grantee, table_name order by 1`,
  columns: `select g.grantee || ': ' || g.table_name || ' ' || lower(g.privilege_type) || ' (' ||
      string_agg(g.column_name, ', ' order by g.column_name) || ')' as line
    from information_schema.role_column_grants g
    where g.table_schema = 'public' and g.grantee like 'concordat_%' and g.grantee <> 'concordat_migrate'
      and not exists (select from information_schema.role_table_grants t where t.grantee = g.grantee
        and t.table_name = g.table_name and t.table_schema = 'public' and t.privilege_type = g.privilege_type)
    group by g.grantee, g.table_name, g.privilege_type order by 1`,
  policies: `select tablename || ' ' || policyname || ' for ' || lower(cmd) || ' to ' || array_to_string(roles, ', ') ||
      coalesce(' using ' || qual, '') || coalesce(' check ' || with_check, '') as line
    from pg_policies where schemaname = 'public' and not 'concordat_migrate' = any(roles) order by 1`,
  functions: `select p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' ||
      case when p.prosecdef then ' as ' || p.proowner::regrole else '' end || ': ' ||
      coalesce((select string_agg(role, ', ' order by role) from unnest(array['concordat_web', 'concordat_collab',
        'concordat_worker', 'concordat_public']) role where has_function_privilege(role, p.oid, 'execute')), 'nobody') as line
    from pg_proc p where p.pronamespace = 'app'::regnamespace order by 1`,
  triggers: `select c.relname || ' ' || t.tgname || ' ' || p.proname as line from pg_trigger t
    join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace order by 1`,
} as const;

describe('the catalogue of the database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const lines = async (query: string): Promise<string> =>
    `\n${(await database.sql<{ line: string }>(query)).map(({ line }) => line.replace(/\s+/g, ' ')).join('\n')}\n`;

  it.each(Object.entries(catalogue))('holds these %s and no others', async (_what, query) => {
    expect(await lines(query)).toMatchSnapshot();
  });

  it('forces row security on every table, and gives each at least one policy', async () => {
    const open = await database.sql(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and relname <> 'migration' and not (relrowsecurity and relforcerowsecurity
           and exists (select from pg_policies where schemaname = 'public' and tablename = relname))`,
    );
    expect(open).toEqual([]);
    const views = await database.sql(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')`,
    );
    expect(views).toEqual([]);
  });

  it('gives the worker no right of any kind on text, comments, files or the log', async () => {
    const rights = await database.sql(
      `select name, kind from unnest($1::text[]) name, unnest(array['select', 'insert', 'update']) kind
       where has_any_column_privilege('concordat_worker', 'public.' || name, kind)
          or has_table_privilege('concordat_worker', 'public.' || name, 'delete')`,
      [textTables],
    );
    expect(rights).toEqual([]);
    const hidden = await database.sql<{ column: string }>(
      `select column_name as column from information_schema.columns
       where table_name in ('section', 'review_round', 'verdict', 'person') and table_schema = 'public'
         and column_name in ('guidance', 'text_sha256', 'note', 'answer', 'close_reason', 'reason', 'password_hash')
         and has_column_privilege('concordat_worker', 'public.' || table_name, column_name, 'select')`,
    );
    expect(hidden).toEqual([]);
  });

  it('gives nobody who signs in a password’s hash, and the public role no table at all', async () => {
    for (const role of ['web', 'collab', 'worker', 'public'])
      for (const kind of ['select', 'update']) {
        const [row] = await database.sql<{ may: boolean }>(
          `select has_column_privilege($1, 'public.person', 'password_hash', $2) as may`,
          [`concordat_${role}`, kind],
        );
        expect([role, kind, row?.may]).toEqual([role, kind, false]);
      }
    const tables = await database.sql(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
         and has_any_column_privilege('concordat_public', oid, 'select, insert, update')`,
    );
    expect(tables).toEqual([]);
  });

  it('runs functions with others’ rights only on a fixed search path, and for nobody by default', async () => {
    const loose = await database.sql(
      `select proname from pg_proc where pronamespace = 'app'::regnamespace and ((prosecdef and not exists (
         select from unnest(proconfig) setting where setting like 'search_path=pg_catalog, pg_temp'))
         or exists (select from aclexplode(proacl) where grantee = 0))`,
    );
    expect(loose).toEqual([]);
  });
});

describe('the migrations', () => {
  it('go up, down and up again to the same database', async () => {
    const database = await createTestDatabase();
    const all = [
      ...Object.values(catalogue),
      `select table_name || '.' || column_name || ' ' || data_type || ' ' ||
      coalesce(column_default, '') || is_nullable as line from information_schema.columns where table_schema = 'public' order by 1`,
      `select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
       where connamespace = 'public'::regnamespace order by 1`,
      `select indexdef as line from pg_indexes where schemaname = 'public' order by 1`,
    ];
    const state = async (): Promise<string[]> => {
      const parts: string[] = [];
      for (const query of all)
        parts.push((await database.sql<{ line: string }>(query)).map(({ line }) => line).join('\n'));
      return parts;
    };
    const source = dataSource(
      { url: database.access.migrate, entities, poolSize: 1, onPoolError: () => undefined },
      migrations,
    );
    try {
      const before = await state();
      await source.initialize();
      for (const _ of migrations) await source.undoLastMigration();
      const left = await database.sql(
        `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'S') and relname not like 'migration%'`,
      );
      expect(left).toEqual([]);
      expect(await source.runMigrations()).toHaveLength(migrations.length);
      expect(await state()).toEqual(before);
    } finally {
      await source.destroy();
      await database.drop();
    }
  });
});

describe('what is never rewritten', () => {
  let server: TestServer;
  const rows: Record<string, { id: string; proposalId: string | null }> = {};
  let personId: string;
  beforeAll(async () => {
    server = await startTestServer();
    await loadSample(server);
    const [update] = await server.sql<{ proposal: string; section: string }>(
      `select u.proposal_id as proposal, u.section_id as section from section_update u join proposal p on p.id = u.proposal_id
       where p.acronym = 'Practice North' limit 1`,
    );
    const [person] = await server.sql<{ id: string }>(
      "select id from person where email = 'coordinator.fi@practice.example'",
    );
    const [proposalId, packageId, submissionId] = [update?.proposal ?? '', randomUUID(), randomUUID()];
    personId = person?.id ?? '';
    rows['section_update'] = { id: `section_id = '${update?.section}'`, proposalId };
    await insert('package', { id: packageId, proposal_id: proposalId, prepared_by: personId });
    await insert('package_file', { id: randomUUID(), proposal_id: proposalId, package_id: packageId });
    await insert('submission', {
      id: submissionId,
      proposal_id: proposalId,
      package_id: packageId,
      submitted_by: personId,
    });
    await insert('submission_attempt', {
      proposal_id: proposalId,
      package_id: packageId,
      person_id: personId,
    });
    await insert('audit_event', { proposal_id: proposalId, person_id: personId });
    rows['audit_link'] = { id: `chain = '${proposalId}'`, proposalId };
  });
  afterAll(() => server.stop());

  /** A row with these values; what else must not be null gets something of its type. */
  async function insert(table: string, given: Record<string, string>): Promise<void> {
    const columns = await server.sql<{ name: string; type: string }>(
      `select column_name as name, data_type as type from information_schema.columns
       where table_name = $1 and table_schema = 'public' and is_nullable = 'NO' and column_default is null and is_identity = 'NO'`,
      [table],
    );
    const fill: Record<string, string> = { uuid: randomUUID(), integer: '1', jsonb: '{}', bytea: '' };
    const values: Record<string, string> = Object.fromEntries(
      columns.map(({ name, type }) => [name, fill[type] ?? (/time/.test(type) ? 'now' : 'x')]),
    );
    const row = { ...values, ...given };
    const names = Object.keys(row);
    await server.sql(
      `insert into "${table}" (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      Object.values(row),
    );
    rows[table] = { id: `proposal_id = '${given['proposal_id']}'`, proposalId: given['proposal_id'] ?? null };
  }

  const changes: Record<string, string> = {
    section_update: "bytes = 'forged'",
    package: "manifest = 'forged'",
    package_file: "bytes = 'forged'",
    submission: "receipt = 'forged'",
    submission_attempt: "outcome = 'forged'",
    audit_event: "action = 'forged'",
    audit_link: "sha256 = 'forged'",
  };
  const attempts = Object.keys(changes).flatMap((table) =>
    [...loginRoles, 'superuser' as const].map((role) => [table, role] as const),
  );

  async function outcome(role: LoginRole | 'superuser', statement: string): Promise<string> {
    const run = role === 'superuser' ? server.sql(statement) : server.sqlAs(role, statement, [], personId);
    return run.then(
      (touched) => `${touched.length} rows`,
      (error: unknown) => (error instanceof pg.DatabaseError ? (error.code ?? '') : String(error)),
    );
  }

  it.each(attempts)('%s refuses change and removal as %s', async (table, role) => {
    const isOwner = role === 'migrate' || role === 'superuser';
    const { id } = rows[table] ?? { id: 'false' };
    for (const statement of [
      `update "${table}" set ${changes[table]} where ${id} returning 1`,
      `delete from "${table}" where ${id} returning 1`,
    ]) {
      const said = await outcome(role, statement);
      // The owner is stopped by the guard, everybody else by a missing right or, at the latest, by the same guard.
      expect({ statement, said }).toEqual({
        statement,
        said: isOwner ? 'CX001' : expect.stringMatching(/^(42501|CX001)$/),
      });
    }
  });

  it('a submission is withdrawn without losing its receipt', async () => {
    const { id } = rows['submission'] ?? { id: 'false' };
    const withdraw = `update submission set state = 'withdrawn', withdrawn_at = now() where ${id} returning 1`;
    expect(await outcome('superuser', withdraw)).toBe('1 rows');
  });
});
