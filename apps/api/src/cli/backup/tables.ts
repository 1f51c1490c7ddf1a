import type { Client } from 'pg';
import { escapeIdentifier as quoted } from 'pg';

/**
 * What a back-up leaves out, and why. Sessions, sign-ins under way and what hangs on them end with the installation
 * that made them, so everybody signs in anew; processes are those that run; migrations are run, not copied. Every other
 * table of the product is in a back-up, those that do not exist yet included. The jobs of the queue (a schema of its
 * own) are made anew from the ledger.
 */
export const leftOut: ReadonlySet<string> = new Set([
  'migration',
  'session',
  'collab_ticket',
  'collab_process',
  'sign_in_attempt',
  'pending_sign_in',
  'passkey_challenge',
]);

/** A table as a back-up copies it: its columns in order, and the order of its rows, which is the same everywhere. */
export interface CopiedTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** SQL after `order by`: the primary key, texts byte by byte whatever the database's language. */
  readonly order: string;
}

/** A foreign key whose two tables are both copied. */
export interface CopiedKey {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
}

interface ColumnRow {
  readonly table: string;
  readonly column: string;
  readonly key: number | null;
  readonly isText: boolean;
  readonly mayBeNull: boolean;
}

/** The tables of a database that a back-up holds, those that others refer to first. */
export async function copiedTables(client: Client): Promise<readonly CopiedTable[]> {
  const columns = await readColumns(client);
  const keys = await readKeys(client);
  const out = closureOf(leftOut, keys, columns);
  const names = [...new Set(columns.map(({ table }) => table))].filter((table) => !out.has(table));
  return inOrder(names, keys).map((name) => {
    const own = columns.filter(({ table }) => table === name);
    const key = own
      .filter((column) => column.key !== null)
      .sort((one, other) => (one.key ?? 0) - (other.key ?? 0));
    if (key.length === 0) throw new Error(`The table ${name} has no primary key, so its rows have no order`);
    return {
      name,
      columns: own.map(({ column }) => column),
      order: key.map(({ column, isText }) => `${quoted(column)}${isText ? ' collate "C"' : ''}`).join(', '),
    };
  });
}

/** The foreign keys between copied tables. */
export async function copiedKeys(
  client: Client,
  tables: readonly CopiedTable[],
): Promise<readonly CopiedKey[]> {
  const names = new Set(tables.map(({ name }) => name));
  return (await readKeys(client)).filter(({ table, target }) => names.has(table) && names.has(target));
}

async function readColumns(client: Client): Promise<ColumnRow[]> {
  const { rows } = await client.query<ColumnRow>(
    `select c.relname as "table", a.attname as "column", array_position(i.indkey::int2[], a.attnum) as key,
            a.attcollation <> 0 as "isText", not a.attnotnull as "mayBeNull"
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       left join pg_index i on i.indrelid = c.oid and i.indisprimary
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      order by c.relname, a.attnum`,
  );
  return rows;
}

async function readKeys(client: Client): Promise<CopiedKey[]> {
  const names = (columns: string, table: string): string =>
    `array(select a.attname::text from unnest(${columns}) with ordinality k(number, place)
       join pg_attribute a on a.attrelid = ${table} and a.attnum = k.number order by k.place)`;
  const { rows } = await client.query<CopiedKey>(
    `select f.conname as name, c.relname as "table", t.relname as target,
            ${names('f.conkey', 'f.conrelid')} as columns, ${names('f.confkey', 'f.confrelid')} as "targetColumns"
       from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class t on t.oid = f.confrelid
      where f.contype = 'f' and f.connamespace = 'public'::regnamespace and f.conparentid = 0
      order by f.conname`,
  );
  return rows;
}

/** What cannot be without something left out is left out with it. */
function closureOf(
  start: ReadonlySet<string>,
  keys: readonly CopiedKey[],
  columns: readonly ColumnRow[],
): ReadonlySet<string> {
  const optional = new Set(
    columns.filter(({ mayBeNull }) => mayBeNull).map(({ table, column }) => `${table}.${column}`),
  );
  const out = new Set(start);
  for (let before = -1; before !== out.size;) {
    before = out.size;
    for (const { table, columns: own, target } of keys) {
      if (!out.has(target) || out.has(table)) continue;
      if (own.some((column) => optional.has(`${table}.${column}`)))
        throw new Error(`${table} may refer to ${target}, which no back-up holds`);
      out.add(table);
    }
  }
  return out;
}

/** Those referred to come first. Tables that refer to each other in a ring stay in the order of their names. */
function inOrder(names: readonly string[], keys: readonly CopiedKey[]): readonly string[] {
  const waiting = [...names].sort();
  const ordered: string[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex((name) =>
      keys.every(({ table, target }) => table !== name || target === name || !waiting.includes(target)),
    );
    ordered.push(...waiting.splice(Math.max(free, 0), 1));
  }
  return ordered;
}
