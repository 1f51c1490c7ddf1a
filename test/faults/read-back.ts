import { createHash, randomUUID } from 'node:crypto';
import { ScriptedEditor, ticketsFrom } from '@concordat/testing';
import pg from 'pg';
import { superuserUrl } from '../support/product.js';
import type { Desk } from './writers.js';

/** How often each word stands in the sections of these desks, as a new reader sees them. */
export async function readBack(
  origin: string,
  desks: readonly Desk[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const found = new Map<string, ReadonlyMap<string, number>>();
  for (const { sectionId, cookie } of desks) {
    if (found.has(sectionId)) continue;
    const ticket = ticketsFrom({ origin, sectionId, cookie }, randomUUID());
    const reader = await ScriptedEditor.open({ origin, sectionId, cookie, ticket, openWithinMs: 30_000 });
    const counts = new Map<string, number>();
    for (const word of reader.text().split(/\s+/)) counts.set(word, (counts.get(word) ?? 0) + 1);
    found.set(sectionId, counts);
    reader.close();
  }
  return found;
}

/** Acknowledged words that are missing, and those that stand there more than once. */
export function judge(
  acknowledged: readonly { readonly sectionId: string; readonly word: string }[],
  found: ReadonlyMap<string, ReadonlyMap<string, number>>,
): { readonly lost: readonly string[]; readonly twice: readonly string[] } {
  const count = (sectionId: string, word: string): number => found.get(sectionId)?.get(word) ?? 0;
  return {
    lost: acknowledged.filter(({ sectionId, word }) => count(sectionId, word) === 0).map(({ word }) => word),
    twice: acknowledged.filter(({ sectionId, word }) => count(sectionId, word) > 1).map(({ word }) => word),
  };
}

/** What is wrong in the stored log: positions that are missing, and rows that do not fit their hash. */
export async function checkLog(dataDir: string): Promise<{
  readonly rows: number;
  readonly gaps: readonly string[];
  readonly badRows: readonly string[];
}> {
  const client = new pg.Client({ connectionString: await superuserUrl(dataDir) });
  await client.connect();
  try {
    const { rows: gaps } = await client.query<{ at: string }>(
      `select section_id || ' after ' || seq as at from (
         select section_id, seq, lead(seq) over (partition by section_id order by seq) as next from section_update
       ) as row where next is not null and next <> seq + 1`,
    );
    const { rows } = await client.query<{ at: string; bytes: Buffer; sha256: Buffer }>(
      `select section_id || ' at ' || seq as at, bytes, sha256 from section_update`,
    );
    const bad = rows.filter(
      ({ bytes, sha256 }) => !createHash('sha256').update(bytes).digest().equals(sha256),
    );
    return { rows: rows.length, gaps: gaps.map(({ at }) => at), badRows: bad.map(({ at }) => at) };
  } finally {
    await client.end();
  }
}
