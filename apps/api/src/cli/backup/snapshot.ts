import { Client } from 'pg';
import { escapeIdentifier as quoted } from 'pg';
import type { Manifest } from './manifest.js';
import { oneTextForEach } from './table-copy.js';

/**
 * Runs work in one transaction that sees the database as it was at one instant, while everybody goes on writing. It
 * reads past row security and changes nothing.
 */
export async function inSnapshot<T>(superuserUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  return await withClient(superuserUrl, 'back-up', async (client) => {
    await client.query('begin isolation level repeatable read read only');
    for (const setting of oneTextForEach) await client.query(setting);
    const result = await work(client);
    await client.query('commit');
    return result;
  });
}

/** Opens a connection for work and closes it, however that ends. */
export async function withClient<T>(
  url: string,
  name: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    connectionString: url,
    application_name: `concordat ${name}`,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // A connection that breaks between statements makes the next one fail, and that failure is what counts.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Moment, versions and counters of the snapshot. */
export async function readSnapshotFacts(
  client: Client,
): Promise<Pick<Manifest, 'at' | 'postgres' | 'migrations' | 'counters'> & { readonly snapshot: string }> {
  const [now] = (
    await client.query<{ at: Date; postgres: string; snapshot: string }>(
      `select now() as at, current_setting('server_version') as postgres, pg_export_snapshot() as snapshot`,
    )
  ).rows;
  const migrations = await client.query<{ name: string }>('select name from public.migration order by id');
  return {
    at: (now?.at ?? new Date(0)).toISOString(),
    postgres: now?.postgres ?? '',
    snapshot: now?.snapshot ?? '',
    migrations: migrations.rows.map(({ name }) => name),
    counters: await readCounters(client),
  };
}

/** Counters stand outside of transactions: read after the snapshot began, each is past every row in it. */
async function readCounters(client: Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ at: string; next: string }>(
    `select c.relname || '.' || a.attname as at, coalesce(s.last_value + s.increment_by, s.start_value)::text as next
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attidentity <> '' and not a.attisdropped
       join pg_sequences s
         on format('%I.%I', s.schemaname, s.sequencename) = pg_get_serial_sequence(format('%I.%I', 'public', c.relname), a.attname)
      where c.relnamespace = 'public'::regnamespace order by 1`,
  );
  return Object.fromEntries(rows.map(({ at, next }) => [at, next]));
}

/** Sets the counters where the back-up noted them. */
export async function setCounters(client: Client, counters: Manifest['counters']): Promise<void> {
  for (const [at, next] of Object.entries(counters)) {
    const [table = '', column = ''] = at.split('.');
    await client.query('select setval(pg_get_serial_sequence($1, $2), $3, false)', [
      `public.${quoted(table)}`,
      column,
      next,
    ]);
  }
}

/** What proves the audit and the receipts complete: how many, and the newest of each chain. */
export async function readEvidence(client: Client): Promise<Pick<Manifest, 'audit' | 'receipts'>> {
  const [counts] = (
    await client.query<{ events: number; receipts: number; chained: boolean }>(
      `select (select count(*)::int from public.audit_event) as events,
              (select count(*)::int from public.submission) as receipts,
              to_regclass('public.audit_link') is not null as chained`,
    )
  ).rows;
  const [receipt] = (
    await client.query<{ head: Buffer }>(
      `select receipt_sha256 as head from public.submission
        order by split_part(receipt_number, '-', 1)::int desc, split_part(receipt_number, '-', 2)::int desc limit 1`,
    )
  ).rows;
  const heads = counts?.chained
    ? await client.query<Manifest['audit']['heads'][number]>(
        `select distinct on (chain) chain::text, number::text as seq, encode(sha256, 'hex') as hash
           from public.audit_link order by chain, number desc`,
      )
    : { rows: [] };
  return {
    audit: { events: counts?.events ?? 0, heads: heads.rows },
    receipts: { count: counts?.receipts ?? 0, head: receipt?.head.toString('hex') ?? null },
  };
}
