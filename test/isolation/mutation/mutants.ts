import type { Laboratory, Table } from './laboratory.js';
import type { Finding, Probes } from './probes.js';
import { type LoginRole, loginRoles } from './row-model.js';
import { triggerProbes } from './trigger-probes.js';

/** One guard taken away or opened, and what must notice it. */
export interface Mutant {
  readonly kind: MutantKind;
  readonly name: string;
  /** Statements that make it, inside a transaction that is taken back. */
  readonly make: readonly string[];
  readonly notice: () => Promise<Finding[]>;
}

export const mutantKinds = [
  ...([
    'policy dropped',
    'policy opened',
    'policy’s check opened',
    'row security off',
    'question answered yes',
  ] as const),
  ...([
    'trigger asleep',
    'guard emptied',
    'right given',
    'right taken',
    'columns opened',
    'function opened',
    'function closed',
  ] as const),
] as const;
export type MutantKind = (typeof mutantKinds)[number];

interface PolicyRow {
  readonly table: string;
  readonly policy: string;
  readonly role: LoginRole;
  readonly using: string | null;
  readonly check: string | null;
  /** The role can write what the check asks about: add rows, or change one of the columns that it names. */
  readonly writable: boolean;
}

/** Every guard of the running database, from its catalogues; nothing here is a list by hand. */
export async function mutantsOf(laboratory: Laboratory, probes: Probes): Promise<Mutant[]> {
  return [
    ...(await policyMutants(laboratory, probes)),
    ...(await questionMutants(laboratory, probes)),
    ...(await triggerMutants(laboratory)),
    ...(await rightMutants(laboratory, probes)),
    ...(await functionMutants(laboratory, probes)),
  ];
}

const tableNamed = ({ tables }: Laboratory, name: string): Table => {
  const table = tables.get(name);
  if (!table) throw new Error(`There is no table ${name}`);
  return table;
};

async function policyMutants(laboratory: Laboratory, probes: Probes): Promise<Mutant[]> {
  const policies = await laboratory.query<PolicyRow>(
    `select tablename as "table", policyname as policy, roles[1]::text as role, qual as using, with_check as "check",
       has_table_privilege(roles[1], 'public.' || quote_ident(tablename), 'insert') or exists (
         select from information_schema.columns c where c.table_schema = 'public' and c.table_name = tablename
           and with_check ~ ('\\m' || c.column_name || '\\M')
           and has_column_privilege(roles[1], 'public.' || quote_ident(tablename), c.column_name, 'update')) as writable
     from pg_policies where schemaname = 'public' and roles[1] <> 'concordat_migrate' order by 1, 2`,
  );
  const opens = (clause: string | null): boolean => clause !== null && clause !== 'true';
  return [
    ...policies.flatMap(({ table, policy, role, using, check, writable }): Mutant[] => {
      const notice = () => probes.ofTable(tableNamed(laboratory, table), [role]);
      const name = `${table} ${policy}`;
      const alter = (clause: string) => [`alter policy ${policy} on "${table}" ${clause} (true)`];
      return [
        { kind: 'policy dropped', name, make: [`drop policy ${policy} on "${table}"`], notice },
        ...(opens(using) ? [{ kind: 'policy opened', name, make: alter('using'), notice } as const] : []),
        ...(opens(check) && writable
          ? [{ kind: 'policy’s check opened', name, make: alter('with check'), notice } as const]
          : []),
      ];
    }),
    ...[...laboratory.tables.values()].map((table): Mutant => ({
      kind: 'row security off',
      name: table.name,
      make: [`alter table "${table.name}" disable row level security`],
      notice: () => probes.ofTable(table),
    })),
  ];
}

/** What policies ask: each answered yes, or with everything there is. */
async function questionMutants(laboratory: Laboratory, probes: Probes): Promise<Mutant[]> {
  const questions = await laboratory.query<{
    name: string;
    signature: string;
    result: string;
    tables: string[];
  }>(
    `select p.proname as name, p.oid::regprocedure::text as signature, pg_get_function_result(p.oid) as result,
       array(select distinct tablename::text from pg_policies where schemaname = 'public'
         and coalesce(qual, '') || coalesce(with_check, '') like '%app.' || p.proname || '(%') as tables
     from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prosecdef and p.prolang = (select oid from pg_language where lanname = 'sql')
     order by 1`,
  );
  const answers: Record<string, string> = {
    boolean: 'select true',
    'SETOF uuid':
      'select id from public.proposal union all select id from public.consortium_member union all select id from public.person',
    text: 'select to_email from public.mailbox_message limit 1',
  };
  return questions
    .filter(({ tables }) => tables.length > 0)
    .map(({ name, signature, result, tables }): Mutant => {
      const arguments_ = /\((.*)\)/.exec(signature)?.[1] === 'uuid' ? 'wanted uuid' : '';
      return {
        kind: 'question answered yes',
        name,
        make: [
          `grant select on all tables in schema public to concordat_rls`,
          `create or replace function app.${name}(${arguments_}) returns ${result} language sql stable security definer
             set search_path = pg_catalog, pg_temp as $$ ${answers[result] ?? 'select null'} $$`,
        ],
        notice: async () => {
          const findings: Finding[] = [];
          for (const table of tables) {
            if (findings.length > 0) break;
            findings.push(
              ...(await probes.ofTable(tableNamed(laboratory, table), ['concordat_web', 'concordat_collab'])),
            );
          }
          return findings;
        },
      };
    });
}

async function triggerMutants(laboratory: Laboratory): Promise<Mutant[]> {
  const triggers = await laboratory.query<{ table: string; trigger: string; maker: string }>(
    `select c.relname as "table", t.tgname as trigger, p.proname as maker from pg_trigger t
     join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
     where not t.tgisinternal and c.relnamespace = 'public'::regnamespace order by 1, 2`,
  );
  const notice = (maker: string, table: string, trigger: string) => () =>
    triggerProbes[maker]?.(laboratory, { table, trigger }) ?? Promise.resolve([`nothing probes ${maker}`]);
  const makers = [...new Set(triggers.map(({ maker }) => maker))];
  return [
    ...triggers.map(({ table, trigger, maker }): Mutant => ({
      kind: 'trigger asleep',
      name: `${table} ${trigger}`,
      make: [`alter table "${table}" disable trigger ${trigger}`],
      notice: notice(maker, table, trigger),
    })),
    ...makers.map((maker): Mutant => {
      const first = triggers.find((each) => each.maker === maker);
      return {
        kind: 'guard emptied',
        name: maker,
        make: [
          `create or replace function app.${maker}() returns trigger language plpgsql as $$ begin return coalesce(new, old); end $$`,
        ],
        notice: notice(maker, first?.table ?? '', first?.trigger ?? ''),
      };
    }),
  ];
}

async function rightMutants(laboratory: Laboratory, probes: Probes): Promise<Mutant[]> {
  const commands = ['select', 'insert', 'update', 'delete'] as const;
  const held = await laboratory.query<{ role: LoginRole; table: string; command: string; whole: boolean }>(
    `select distinct g.grantee::text as role, g.table_name::text as "table", lower(g.privilege_type) as command,
       exists (select from information_schema.role_table_grants w where w.grantee = g.grantee and w.table_name = g.table_name
         and w.table_schema = 'public' and w.privilege_type = g.privilege_type) as whole
     from information_schema.role_column_grants g where g.table_schema = 'public' and g.grantee = any($1)
     union select grantee, table_name, lower(privilege_type), true from information_schema.role_table_grants
       where table_schema = 'public' and grantee = any($1) and privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
     order by 1, 2, 3`,
    [[...loginRoles]],
  );
  const has = (role: string, table: string, command: string) =>
    held.find((each) => each.role === role && each.table === table && each.command === command);
  return [...laboratory.tables.values()].flatMap((table) =>
    loginRoles.flatMap((role) =>
      commands.flatMap((command): Mutant[] => {
        const right = has(role, table.name, command);
        const name = `${command} on ${table.name} to ${role}`;
        const notice = () => probes.rightsOf(role, table);
        const give = [`grant ${name.replace(table.name, `"${table.name}"`)}`];
        if (!right) return [{ kind: 'right given', name, make: give, notice }];
        const take = {
          kind: 'right taken',
          name,
          make: [`revoke ${command} on "${table.name}" from ${role}`],
          notice,
        } as const;
        return right.whole ? [take] : [take, { kind: 'columns opened', name, make: give, notice }];
      }),
    ),
  );
}

async function functionMutants(laboratory: Laboratory, probes: Probes): Promise<Mutant[]> {
  const functions = await laboratory.query<{ name: string; types: string; callers: LoginRole[] }>(
    `select p.proname as name, array(select r from unnest($1::text[]) r where has_function_privilege(r, p.oid, 'execute')) as callers,
       (select coalesce(string_agg(format_type(t, null), ', ' order by o), '') from unnest(p.proargtypes) with ordinality a(t, o)) as types
     from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prorettype <> 'trigger'::regtype order by 1`,
    [[...loginRoles]],
  );
  return functions.flatMap(({ name, types, callers }) =>
    loginRoles.map((role): Mutant => {
      const may = callers.includes(role);
      return {
        kind: may ? 'function closed' : 'function opened',
        name: `${name} for ${role}`,
        make: may
          ? [`revoke execute on function app.${name}(${types}) from ${role}`]
          : [
              `grant usage on schema app to ${role}`,
              `grant execute on function app.${name}(${types}) to ${role}`,
            ],
        notice: () => probes.ofFunction(name, types, [role]),
      };
    }),
  );
}
