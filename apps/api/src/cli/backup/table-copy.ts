import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { escapeIdentifier as quoted } from 'pg';
import { from, to } from 'pg-copy-streams';
import { CommandError } from '../command.js';
import { Tally } from './part-streams.js';
import type { CopiedKey, CopiedTable } from './tables.js';

const columnsOf = ({ columns }: CopiedTable): string => columns.map(quoted).join(', ');

/** Under these a value has one text, whatever the server's own settings are. */
export const oneTextForEach = [
  `set local timezone = 'UTC'`,
  `set local datestyle = 'ISO, YMD'`,
  `set local intervalstyle = 'postgres'`,
  `set local bytea_output = 'hex'`,
  `set local extra_float_digits = 1`,
  `set local client_encoding = 'UTF8'`,
  // A role that row security would hide rows from is refused instead of getting a part of them.
  `set local row_security = off`,
  `set local statement_timeout = 0`,
  `set local idle_in_transaction_session_timeout = 0`,
  `set local search_path = pg_catalog, public`,
] as const;

/** The rows of a table in their order, in COPY's text form. */
export const rowsOf = (client: Client, table: CopiedTable): NodeJS.ReadableStream =>
  client.query(
    to(
      `copy (select ${columnsOf(table)} from public.${quoted(table.name)} order by ${table.order}) to stdout`,
    ),
  );

/** Reads a table and gives what a back-up notes of it. */
export async function tallyOf(client: Client, table: CopiedTable): Promise<Tally> {
  const tally = new Tally();
  await pipeline(rowsOf(client, table), tally.resume());
  return tally;
}

/** Loads rows into an empty table and says what passed. The session must run no triggers. */
export async function loadRows(
  client: Client,
  table: CopiedTable,
  content: NodeJS.ReadableStream,
): Promise<Tally> {
  const tally = new Tally();
  const sink = client.query(from(`copy public.${quoted(table.name)} (${columnsOf(table)}) from stdin`));
  await pipeline(content, tally, sink);
  return tally;
}

/** Rows that refer to nothing. Loading ran no triggers, so no foreign key was asked yet. */
export async function refuseOrphans(client: Client, key: CopiedKey): Promise<void> {
  const pairs = key.columns.map(
    (column, at) => `t.${quoted(key.targetColumns[at] ?? '')} = s.${quoted(column)}`,
  );
  const { rows } = await client.query<{ orphans: string }>(
    `select count(*) as orphans from public.${quoted(key.table)} s
      where ${key.columns.map((column) => `s.${quoted(column)} is not null`).join(' and ')}
        and not exists (select from public.${quoted(key.target)} t where ${pairs.join(' and ')})`,
  );
  const orphans = Number(rows[0]?.orphans);
  if (orphans > 0)
    throw new CommandError(
      `The back-up contradicts itself: ${orphans} rows of ${key.table} refer to rows of ${key.target} that it does not hold. Nothing was restored; use another back-up.`,
    );
}
