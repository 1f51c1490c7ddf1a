import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  type AuditCheck,
  type AuditExportLine,
  auditKinds,
  type AuditPage,
  type AuditQuery,
  installationAuditKinds,
  refusalText,
} from '@concordat/contracts';
import { chainStart, followChain } from '@concordat/domain';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { notFound } from '../../platform/errors/index.js';
import { type AuditFormat, auditFormats } from './audit-export.js';
import { AuditRepository } from './audit.repository.js';

const pageSize = 1000;
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** What was done, for those it was done to: a proposal's record (null: the installation's), shown, checked, given out. */
@Injectable()
export class AuditService {
  constructor(
    private readonly db: WebDatabase,
    private readonly events: AuditRepository,
    private readonly audit: Audit,
  ) {}

  read(ctx: RequestContext, proposalId: string | null, query: AuditQuery): Promise<AuditPage> {
    return this.db.transaction(ctx, async (tx) => {
      this.require(ctx, proposalId);
      const { before, kind, personId, sectionId, limit } = query;
      // One more than asked for tells whether there is more.
      const found = await this.events.page(tx, proposalId, {
        before: before ?? null,
        words: kind === undefined ? null : wordsOf(proposalId, kind),
        personId: personId ?? null,
        sectionId: sectionId ?? null,
        limit: limit + 1,
      });
      const lines = found.slice(0, limit);
      return {
        lines,
        next: found.length > limit ? (lines.at(-1)?.number ?? null) : null,
        total: await this.events.length(tx, proposalId),
        people: proposalId === null ? [] : await this.events.people(tx, proposalId),
        sections: proposalId === null ? [] : await this.events.sections(tx, proposalId),
        abilities: abilitiesIn(ctx, proposalId),
      };
    });
  }

  /** Walks along the chain page by page, each in a transaction of its own: a long record holds nobody up. */
  async check(ctx: RequestContext, proposalId: string | null): Promise<AuditCheck> {
    this.require(ctx, proposalId);
    const checkedAt = await this.db.transaction(ctx, (tx) => tx.clock());
    let end = chainStart;
    for await (const events of this.pages(ctx, proposalId))
      for (const event of events) {
        const step = followChain(proposalId, end, event, sha256);
        if (!step.ok)
          return {
            ...outcomeAt(checkedAt, end),
            broken: { number: event.number, message: refusalText(step.reason).message },
          };
        end = step.value;
      }
    return { ...outcomeAt(checkedAt, end), broken: null };
  }

  /** The whole record as a file. That it was given out is its own last line. */
  async export(ctx: RequestContext, proposalId: string | null, format: AuditFormat): Promise<Readable> {
    await this.db.transaction(ctx, async (tx) => {
      this.require(ctx, proposalId);
      if (proposalId !== null) ctx.require('audit.export', { proposalId });
      await this.recordExport(ctx, tx, proposalId);
    });
    return Readable.from(auditFormats[format].write(proposalId, this.pages(ctx, proposalId)));
  }

  private async recordExport(ctx: RequestContext, tx: Transaction, proposalId: string | null): Promise<void> {
    const [object, objectId] =
      proposalId === null ? ['installation', 'installation'] : ['proposal', proposalId];
    await this.audit.record(tx, ctx, { action: 'read.record', object, objectId, proposalId });
  }

  /** Pages up to where the chain ends now; what is added while somebody reads is for the next time. */
  private async *pages(
    ctx: RequestContext,
    proposalId: string | null,
  ): AsyncGenerator<readonly AuditExportLine[]> {
    const end = await this.db.transaction(ctx, (tx) => this.events.length(tx, proposalId));
    for (let after = 0; after < end;) {
      const asked = { after, limit: Math.min(pageSize, end - after) };
      const events = await this.db.transaction(ctx, (tx) => this.events.chain(tx, proposalId, asked));
      yield events;
      const last = events.at(-1);
      if (!last) return;
      after = last.number;
    }
  }

  private require(ctx: RequestContext, proposalId: string | null): void {
    if (proposalId === null) return ctx.require('installation_audit.read', {});
    if (!ctx.can('proposal.read', { proposalId })) throw notFound();
    ctx.require('audit.read', { proposalId });
  }
}

const outcomeAt = (checkedAt: Date, end: { readonly number: number; readonly sha256: string }) => ({
  checkedAt: checkedAt.toISOString(),
  fitting: end.number,
  sha256: end.sha256,
});

const abilitiesIn = (ctx: RequestContext, proposalId: string | null): Record<string, boolean> =>
  proposalId === null
    ? { 'audit.export': ctx.can('installation_audit.read', {}) }
    : ctx.abilities(['audit.export'], { proposalId });

/** A kind that the record does not have narrows it to nothing. */
function wordsOf(proposalId: string | null, kind: string): readonly string[] {
  const table: Readonly<Record<string, readonly string[]>> =
    proposalId === null ? installationAuditKinds : auditKinds;
  return table[kind] ?? [];
}
