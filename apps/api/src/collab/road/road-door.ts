import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../platform/authz/index.js';
import { notFound, Refusal } from '../../platform/errors/index.js';
import { RateBudget } from '../gate/index.js';
import { ChangeReader } from './change-reader.js';

/** Requests of one person in a minute, carets included. What updates weigh is the gate's budget. */
const requestsPerMinute = 1_200;

/** Who gets through to a section at all: before anybody looks for its owner or for an opening. */
@Injectable()
export class RoadDoor {
  private readonly requests = new RateBudget({ updatesPerMinute: requestsPerMinute, bytesPerMinute: 0 });

  constructor(private readonly reader: ChangeReader) {}

  /** Refuses with `not_found` a section that the person may not read, and with `update.rate` who asks too often. */
  async admit(ctx: RequestContext, sectionId: string): Promise<void> {
    const proposalId = await this.proposalOf(ctx, sectionId);
    if (proposalId === null) throw notFound();
    ctx.require('section.read', { proposalId });
  }

  /** Whether the person may read the section. Refuses with `update.rate` who asks too often. */
  async canRead(ctx: RequestContext, sectionId: string): Promise<boolean> {
    const proposalId = await this.proposalOf(ctx, sectionId);
    return proposalId !== null && ctx.can('section.read', { proposalId });
  }

  private proposalOf(ctx: RequestContext, sectionId: string): Promise<string | null> {
    if (!this.requests.take(ctx.personId, 0)) throw new Refusal('update.rate');
    return this.reader.proposalOf(ctx.personId, sectionId);
  }
}
