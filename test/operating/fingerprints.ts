import { createHash } from 'node:crypto';
import { plainText, readSection } from '@concordat/document';
import pg from 'pg';
import * as Y from 'yjs';
import { leftOut } from '../../apps/api/src/cli/backup/tables.js';

/** What a restore changes on purpose, so that nothing is sent twice: these columns say nothing about the copy. */
const changedOnPurpose: Readonly<Record<string, readonly string[]>> = {
  reminder_occurrence: ['state', 'last_error', 'next_attempt_at', 'lease_until', 'version'],
  outbox: ['payload'],
};

/** What a database holds, as another program sees it: per table the number of rows and a hash of all of them. */
export type Fingerprints = ReadonlyMap<string, { readonly rows: number; readonly hash: string }>;

/** Runs work in a transaction that sees the snapshot of another, or in one of its own. */
export async function looking<T>(
  url: string,
  snapshot: string | undefined,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    if (snapshot !== undefined) await client.query(`set transaction snapshot '${snapshot}'`);
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Computed by Postgres alone, row by row and without any order of ours: shares nothing with what made the back-up. */
export async function fingerprintsOf(client: pg.Client): Promise<Fingerprints> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const found = new Map<string, { rows: number; hash: string }>();
  for (const { name } of tables) {
    if (leftOut.has(name)) continue;
    const without = (changedOnPurpose[name] ?? []).map((column) => ` - '${column}'`).join('');
    const { rows } = await client.query<{ rows: number; hash: string | null }>(
      `select count(*)::int as rows, md5(string_agg(line, '' order by line)) as hash
         from (select md5((to_jsonb(t)${without})::text) as line from "${name}" t
                ${name === 'installation_fact' ? `where key not in ('restore.last', 'backup.last', 'reminder.last_sweep')` : ''}) l`,
    );
    found.set(name, { rows: rows[0]?.rows ?? 0, hash: rows[0]?.hash ?? 'empty' });
  }
  return found;
}

/** Tables that differ, by name. */
export function differences(one: Fingerprints, other: Fingerprints): readonly string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (name) => one.get(name)?.hash !== other.get(name)?.hash || one.get(name)?.rows !== other.get(name)?.rows,
  );
}

/** The text of every section, replayed from the first row of its log, with its SHA-256. */
export async function textsOf(
  client: pg.Client,
): Promise<ReadonlyMap<string, { words: Set<string>; hash: string }>> {
  const { rows } = await client.query<{ id: string; updates: Buffer[] | null }>(
    `select s.id, (select array_agg(u.bytes order by u.seq) from (
              select section_id, seq, bytes from section_update
              union all select section_id, seq, bytes from section_update_archive) u
            where u.section_id = s.id) as updates
       from section s where not s.is_group`,
  );
  return new Map(
    rows.map(({ id, updates }) => {
      const doc = new Y.Doc();
      for (const update of updates ?? []) Y.applyUpdate(doc, update);
      const text = plainText(readSection(doc));
      return [
        id,
        { words: new Set(text.split(/\s+/)), hash: createHash('sha256').update(text).digest('hex') },
      ];
    }),
  );
}
