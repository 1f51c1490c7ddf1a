import { createHash } from 'node:crypto';
import { canonicalText, readSection } from '@concordat/document';
import type { Client } from 'pg';
import * as Y from 'yjs';

/** The text of a section as its log gives it. */
export interface SectionText {
  readonly id: string;
  /** Position of the log's head. */
  readonly seq: number;
  /** SHA-256 of the canonical text at the last good position, hexadecimal. */
  readonly textSha256: string;
  /** The first position that is missing or damaged; null when the whole log is good. */
  readonly damagedAt: number | null;
}

interface Stored {
  readonly seq: string;
  readonly sha256: Buffer;
  readonly bytes: Buffer;
}

/**
 * Rebuilds every section from its newest good snapshot and the log after it, one at a time, and gives the hash of each
 * text. It reads for itself and shares nothing with the editor's gate, so that neither hides the other's mistake.
 */
export async function* sectionTexts(client: Client): AsyncGenerator<SectionText> {
  const { rows } = await client.query<{ id: string; seq: string }>(
    'select id, log_seq as seq from public.section where not is_group order by id',
  );
  const log = await logOf(client);
  for (const { id, seq } of rows) yield await textOf(client, log, id, Number(seq));
}

/** The log with what was archived of it; a database of an older version has no archive, and is saved all the same. */
async function logOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('public.section_update_archive') is not null as there`,
  );
  const columns = 'section_id, seq, sha256, bytes';
  return rows[0]?.there
    ? `(select ${columns} from public.section_update union all select ${columns} from public.section_update_archive)`
    : 'public.section_update';
}

async function textOf(client: Client, log: string, id: string, head: number): Promise<SectionText> {
  const { doc, seq: from } = await newestGoodSnapshot(client, id, head);
  let seq = from;
  const { rows } = await client.query<Stored>(
    `select seq, sha256, bytes from ${log} u where section_id = $1 and seq > $2 and seq <= $3 order by seq`,
    [id, from, head],
  );
  for (const row of rows) {
    if (Number(row.seq) !== seq + 1 || !isWhole(row) || !putIn(doc, row.bytes)) break;
    seq += 1;
  }
  const textSha256 = createHash('sha256')
    .update(canonicalText(readSection(doc)))
    .digest('hex');
  return { id, seq: head, textSha256, damagedAt: seq < head ? seq + 1 : null };
}

async function newestGoodSnapshot(
  client: Client,
  id: string,
  head: number,
): Promise<{ doc: Y.Doc; seq: number }> {
  for (let below = head + 1; ;) {
    const { rows } = await client.query<Stored>(
      `select seq, sha256, bytes from public.section_snapshot where section_id = $1 and seq < $2 order by seq desc limit 1`,
      [id, below],
    );
    const doc = new Y.Doc();
    const [row] = rows;
    if (!row) return { doc, seq: 0 };
    if (isWhole(row) && putIn(doc, row.bytes)) return { doc, seq: Number(row.seq) };
    below = Number(row.seq);
  }
}

const isWhole = ({ bytes, sha256 }: Stored): boolean =>
  createHash('sha256').update(bytes).digest().equals(sha256);

function putIn(doc: Y.Doc, bytes: Uint8Array): boolean {
  try {
    Y.applyUpdate(doc, bytes);
    return doc.store.pendingStructs === null && doc.store.pendingDs === null;
  } catch {
    // The caller reports the position; what Yjs says about broken bytes adds nothing.
    return false;
  }
}
