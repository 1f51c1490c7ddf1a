import { Injectable } from '@nestjs/common';
import type { ChangeSources, KeptSourcesView } from '@concordat/contracts';
import type { RequestContext } from '../../platform/authz/index.js';
import { WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { sectionPolicyFacts, SectionRepository } from '../section/index.js';
import { SourceRepository } from './source.repository.js';

/** What the sources of one proposal are at most; bibliographies of proposals hold some dozens. */
const mostOfProposal = 1000;

/** Sources that a proposal keeps, so that one that nobody cites any more is found again. */
@Injectable()
export class SourceService {
  constructor(
    private readonly db: WebDatabase,
    private readonly sections: SectionRepository,
    private readonly sources: SourceRepository,
  ) {}

  list(ctx: RequestContext, sectionId: string): Promise<KeptSourcesView> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('section.read', sectionPolicyFacts(section));
      return { sources: await this.sources.all(tx, section.proposalId) };
    });
  }

  change(ctx: RequestContext, sectionId: string, { keep, drop }: ChangeSources): Promise<KeptSourcesView> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('section.suggest', sectionPolicyFacts(section));
      await this.sources.drop(tx, section.proposalId, drop);
      // The last one counts where a request names a source twice.
      await this.sources.keep(tx, section.proposalId, [
        ...new Map(keep.map((each) => [each.source, each])).values(),
      ]);
      const sources = await this.sources.all(tx, section.proposalId);
      if (keep.length > 0 && sources.length > mostOfProposal) throw new Refusal('source.full');
      return { sources };
    });
  }
}
