import { Injectable } from '@nestjs/common';
import type { NumberingView } from '@concordat/contracts';
import {
  baseOf,
  contentsOf,
  noContents,
  numberedParts,
  readSection,
  type SectionContents,
} from '@concordat/document';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { SectionTextService } from './section-text.service.js';
import { type NumberedRow, SectionRepository } from './section.repository.js';

/** The contents of so many sections are kept; a section's are some hundred bytes. */
const mostKept = 2_000;

/**
 * What is numbered across a proposal, from the texts as they are stored. A text is read again only after it has changed;
 * which sections somebody may see is asked anew every time.
 */
@Injectable()
export class SectionNumberingService {
  private readonly kept = new Map<string, { readonly seq: number; readonly contents: SectionContents }>();

  constructor(
    private readonly db: WebDatabase,
    private readonly sections: SectionRepository,
    private readonly texts: SectionTextService,
  ) {}

  read(ctx: RequestContext, proposalId: string): Promise<NumberingView> {
    return this.db.transaction(ctx, async (tx) => {
      if (!ctx.can('section.read', { proposalId })) throw new Refusal('not_found');
      ctx.require('section.read', { proposalId });
      const sections: NumberingView['sections'] = [];
      for (const row of await this.sections.toNumber(tx, proposalId)) {
        const { headings, tables, figures, footnotes, citations, sources, references } =
          row.seq === 0 ? noContents : await this.contents(tx, row);
        sections.push({
          id: row.id,
          number: row.number,
          title: row.title,
          contents: {
            headings: [...headings],
            tables: [...tables],
            figures: [...figures],
            footnotes,
            citations: [...citations],
            sources: [...sources],
            references: [...references],
          },
        });
      }
      return { sections };
    });
  }

  private async contents(tx: Transaction, { id, seq }: NumberedRow): Promise<SectionContents> {
    const before = this.kept.get(id);
    if (before?.seq === seq) return before.contents;
    const { document } = await this.texts.at(tx, id);
    const contents = contentsOf(numberedParts(baseOf(readSection(document))));
    // The oldest goes first; what is asked for again comes to the end.
    this.kept.delete(id);
    this.kept.set(id, { seq, contents });
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept && oldest !== undefined) this.kept.delete(oldest);
    return contents;
  }
}
