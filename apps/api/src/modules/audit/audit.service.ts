import { Injectable } from '@nestjs/common';
import type { AuditPage } from '@concordat/contracts';
import type { RequestContext } from '../../platform/authz/index.js';
import { WebDatabase } from '../../platform/database/index.js';
import { notFound } from '../../platform/errors/index.js';
import { AuditRepository } from './audit.repository.js';

/** What was done in a proposal, for those who answer for it. */
@Injectable()
export class AuditService {
  constructor(
    private readonly db: WebDatabase,
    private readonly events: AuditRepository,
  ) {}

  read(
    ctx: RequestContext,
    proposalId: string,
    { before, limit }: { readonly before?: string | undefined; readonly limit: number },
  ): Promise<AuditPage> {
    return this.db.transaction(ctx, async (tx) => {
      if (!ctx.can('proposal.read', { proposalId })) throw notFound();
      ctx.require('audit.read', { proposalId });
      // One more than asked for tells whether there is more.
      const found = await this.events.page(tx, proposalId, before, limit + 1);
      const lines = found.slice(0, limit);
      return { lines, next: found.length > limit ? (lines.at(-1)?.id ?? null) : null };
    });
  }
}
