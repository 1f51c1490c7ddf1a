import { hash } from 'node:crypto';
import { canonicalText, type SectionJson } from '@concordat/document';
import * as Y from 'yjs';
import type { GateAlarm } from './gate.types.js';
import type { SectionLog, SnapshotRow } from './section-log.js';

/** SHA-256 of bytes or of a string's UTF-8, 32 bytes. */
export const sha256 = (content: Uint8Array | string): Uint8Array => hash('sha256', content, 'buffer');

/** SHA-256 of a section's canonical text, 32 bytes. */
export const textSha256 = (section: SectionJson): Uint8Array => sha256(canonicalText(section));

/** Whether two byte strings are equal. */
export const equalBytes = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

/** A text rebuilt from its log. */
export interface Replayed {
  readonly doc: Y.Doc;
  /** The last row that went in. */
  readonly seq: number;
  /** The snapshot it started from; 0 for none. */
  readonly snapshotSeq: number;
  /** The first row that is missing, changed, or no update: nothing after it went in. */
  readonly damagedAt: number | null;
}

/**
 * Rebuilds a section from its newest good snapshot at or below `startAtMost` and the rows up to `upTo`, verifying
 * the hash of each. A bad snapshot costs time (an older one and more rows); a bad row ends the replay at the last
 * good state. Both are reported and neither is touched.
 */
export async function replay(
  log: SectionLog,
  sectionId: string,
  personId: string,
  range: { readonly startAtMost: number; readonly upTo: number },
  alarm: (alarm: GateAlarm) => void,
): Promise<Replayed> {
  let atMost = range.startAtMost;
  for (;;) {
    const snapshot = atMost > 0 ? await log.newestSnapshot(sectionId, personId, atMost) : null;
    const doc = snapshot ? docOf(snapshot) : new Y.Doc();
    if (doc) {
      const snapshotSeq = snapshot?.seq ?? 0;
      const rows = await log.rows(sectionId, personId, snapshotSeq, range.upTo);
      let seq = snapshotSeq;
      for (const row of rows) {
        if (row.seq !== seq + 1 || !equalBytes(sha256(row.bytes), row.sha256) || !putIn(doc, row.bytes))
          break;
        seq = row.seq;
      }
      const damagedAt = seq < range.upTo ? seq + 1 : null;
      if (damagedAt !== null) alarm({ sectionId, kind: 'bad_row', seq: damagedAt });
      return { doc, seq, snapshotSeq, damagedAt };
    }
    atMost = (snapshot?.seq ?? 1) - 1;
    alarm({ sectionId, kind: 'bad_snapshot', seq: atMost + 1 });
  }
}

/**
 * A snapshot as a text, or null if its bytes are not what was written. Its text hash was proven when it was written
 * and is not asked again: a later schema version may hash the same text differently.
 */
export function docOf(snapshot: SnapshotRow): Y.Doc | null {
  if (!equalBytes(sha256(snapshot.bytes), snapshot.sha256)) return null;
  const doc = new Y.Doc();
  return putIn(doc, snapshot.bytes) ? doc : null;
}

function putIn(doc: Y.Doc, bytes: Uint8Array): boolean {
  try {
    Y.applyUpdate(doc, bytes);
    return doc.store.pendingStructs === null && doc.store.pendingDs === null;
  } catch {
    // The caller reports the row with its position; what Yjs says about broken bytes adds nothing.
    return false;
  }
}
