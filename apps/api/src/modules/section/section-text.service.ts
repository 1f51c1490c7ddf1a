import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { baseOf, plainText, readSection as readText } from '@concordat/document';
import type { SectionTextView } from '@concordat/contracts';
import * as Y from 'yjs';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { SectionRepository } from './section.repository.js';

/** The committed text of a section at one position of its log. */
export interface SectionTextAt {
  readonly seq: number;
  readonly document: Y.Doc;
}

interface StoredText {
  readonly seq: number;
  readonly parts: Uint8Array[];
}

interface Stored {
  readonly seq: string;
  readonly sha256: Buffer;
  readonly bytes: Buffer;
}

/** Reads the text that stands in the database, for people who may read it and for packages made in their name. */
@Injectable()
export class SectionTextService {
  constructor(
    private readonly db: WebDatabase,
    private readonly sections: SectionRepository,
  ) {}

  read(ctx: RequestContext, sectionId: string): Promise<SectionTextView> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('section.read', { proposalId: section.proposalId });
      const { words, characters } = await this.sections.counts(tx, sectionId);
      const { seq, document } = await this.at(tx, sectionId);
      return { seq, words, characters, text: plainText(baseOf(readText(document))) };
    });
  }

  /**
   * Replays snapshot and log up to `seq` (or to the end) within the caller's transaction and rights. Rows that are not
   * what was written are not read: without a `seq` the text ends before the first of them, a text at an exact position
   * is refused with `section.damaged`.
   */
  async at(tx: Transaction, sectionId: string, seq?: number): Promise<SectionTextAt> {
    const document = new Y.Doc();
    const { parts, seq: reached } = await this.parts(tx, sectionId, seq);
    for (const part of parts) Y.applyUpdate(document, part);
    return { seq: reached, document };
  }

  /** The updates that together make the text at an exact position, for those who replay it elsewhere. */
  async partsAt(tx: Transaction, sectionId: string, seq: number): Promise<readonly Uint8Array[]> {
    return (await this.parts(tx, sectionId, seq)).parts;
  }

  private async parts(tx: Transaction, sectionId: string, seq?: number): Promise<StoredText> {
    const end = seq ?? Number.MAX_SAFE_INTEGER;
    const { parts, seq: start } = await newestGoodSnapshot(tx, sectionId, end);
    const updates = await tx.query<Stored>(
      `select seq, sha256, bytes from section_update where section_id = $1 and seq > $2 and seq <= $3
       union all
       select seq, sha256, bytes from section_update_archive where section_id = $1 and seq > $2 and seq <= $3
       order by seq`,
      [sectionId, start, end],
    );
    let reached = start;
    for (const update of updates) {
      if (Number(update.seq) !== reached + 1 || !isWhole(update)) break;
      parts.push(update.bytes);
      reached += 1;
    }
    if (seq !== undefined && reached !== seq) throw new Refusal('section.damaged');
    return { seq: reached, parts };
  }
}

async function newestGoodSnapshot(tx: Transaction, sectionId: string, end: number): Promise<StoredText> {
  for (let atMost = end; ;) {
    const [snapshot] = await tx.query<Stored>(
      'select seq, sha256, bytes from section_snapshot where section_id = $1 and seq <= $2 order by seq desc limit 1',
      [sectionId, atMost],
    );
    if (!snapshot) return { seq: 0, parts: [] };
    if (isWhole(snapshot)) return { seq: Number(snapshot.seq), parts: [snapshot.bytes] };
    atMost = Number(snapshot.seq) - 1;
  }
}

function isWhole({ sha256, bytes }: Stored): boolean {
  return createHash('sha256').update(bytes).digest().equals(sha256);
}
