import { setImmediate as others } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { FindWords, FoundWords } from '@concordat/contracts';
import { findWords, readSection, sectionLetters } from '@concordat/document';
import type { RequestContext } from '../../platform/authz/index.js';
import { WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { KeptLetters } from './kept-letters.js';
import { SectionTextService } from './section-text.service.js';
import { type NumberedRow, SectionRepository } from './section.repository.js';

/** So many letters of texts are kept: about a hundred sections of 30 000 words, 40 to 80 MB. */
const mostKept = 20_000_000;
/** More passages of one section, or of all, nobody reads in a list; their number is told. */
const mostOfSection = 50;
const mostInAll = 500;

/**
 * Finds words in all texts of a proposal as they are stored. A text is read again only after it has changed; which
 * sections somebody may see is asked anew every time. What is looked for stays in memory and goes nowhere else.
 */
@Injectable()
export class SectionFindingService {
  private readonly kept = new KeptLetters(mostKept);
  /** One text is read at a time, whoever asks: many who look for something at once cost no more than one. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly db: WebDatabase,
    private readonly sections: SectionRepository,
    private readonly texts: SectionTextService,
  ) {}

  async find(ctx: RequestContext, proposalId: string, query: FindWords): Promise<FoundWords> {
    const written = await this.written(ctx, proposalId);
    const sections: FoundWords['sections'] = [];
    let left = mostInAll;
    for (const row of written) {
      const letters = this.kept.of(row.id, row.seq) ?? (await this.inTurn(ctx, row));
      const { count, places } = findWords(letters, query, Math.min(left, mostOfSection));
      left -= places.length;
      if (count > 0)
        sections.push({ id: row.id, number: row.number, title: row.title, count, passages: [...places] });
      // Who types meanwhile waits for one text at most.
      await others();
    }
    return { searched: written.length, sections };
  }

  private written(ctx: RequestContext, proposalId: string): Promise<NumberedRow[]> {
    return this.db.transaction(ctx, async (tx) => {
      if (!ctx.can('section.read', { proposalId })) throw new Refusal('not_found');
      ctx.require('section.read', { proposalId });
      return (await this.sections.toNumber(tx, proposalId)).filter(({ seq }) => seq > 0);
    });
  }

  private inTurn(ctx: RequestContext, row: NumberedRow): Promise<string> {
    const turn = this.turn.then(() => this.kept.of(row.id, row.seq) ?? this.read(ctx, row));
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  private async read(ctx: RequestContext, { id, seq }: NumberedRow): Promise<string> {
    // In the reader's own rights: who lost them since the sections were listed reads nothing.
    const text = await this.db.transaction(ctx, (tx) => this.texts.at(tx, id));
    const letters = sectionLetters(readSection(text.document));
    // A damaged log ends early, and what was written since stands further on: only what was read is kept.
    if (text.seq >= seq) this.kept.keep(id, text.seq, letters);
    return letters;
  }
}
