import { Injectable } from '@nestjs/common';
import { plainText, readSection as readText } from '@concordat/document';
import type { SectionTextView } from '@concordat/contracts';
import * as Y from 'yjs';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { SectionRepository } from './section.repository.js';

/** The committed text of a section at one position of its log. */
export interface SectionTextAt {
  readonly seq: number;
  readonly document: Y.Doc;
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
      return { seq, words, characters, text: plainText(readText(document)) };
    });
  }

  /** Replays snapshot and log up to `seq` (or to the end) within the caller's transaction and rights. */
  async at(tx: Transaction, sectionId: string, seq?: number): Promise<SectionTextAt> {
    const end = seq ?? Number.MAX_SAFE_INTEGER;
    const document = new Y.Doc();
    const [snapshot] = await tx.query<{ seq: string; bytes: Buffer }>(
      'select seq, bytes from section_snapshot where section_id = $1 and seq <= $2 order by seq desc limit 1',
      [sectionId, end],
    );
    if (snapshot) Y.applyUpdate(document, snapshot.bytes);
    const updates = await tx.query<{ seq: string; bytes: Buffer }>(
      'select seq, bytes from section_update where section_id = $1 and seq > $2 and seq <= $3 order by seq',
      [sectionId, snapshot?.seq ?? 0, end],
    );
    for (const { bytes } of updates) Y.applyUpdate(document, bytes);
    return { seq: Number(updates.at(-1)?.seq ?? snapshot?.seq ?? 0), document };
  }
}
