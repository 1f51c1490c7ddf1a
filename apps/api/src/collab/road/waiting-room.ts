import { type AwaitChanges, awaitChanges, type OpeningCursor, type TextChanges } from '@concordat/contracts';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { RequestContext } from '../../platform/authz/index.js';
import { Refusal } from '../../platform/errors/index.js';
import type { Owner } from '../ownership/index.js';
import { ChangePolls } from './change-polls.js';
import { Openings } from './openings.js';
import { RoadDoor } from './road-door.js';
import { SectionOwner } from './section-owner.js';

interface Elsewhere {
  readonly owner: Owner;
  readonly cursors: OpeningCursor[];
}

/**
 * One wait for all texts of a browser, although their sections may be owned by several processes: everybody concerned
 * is asked, and the first with something to tell is the answer. The others tell theirs the next time; no cursor moved.
 */
@Injectable()
export class WaitingRoom {
  constructor(
    private readonly door: RoadDoor,
    private readonly polls: ChangePolls,
    private readonly openings: Openings,
    private readonly owner: SectionOwner,
  ) {}

  async wait(
    ctx: RequestContext,
    { openings }: AwaitChanges,
    request: Request,
    gone: AbortSignal,
  ): Promise<TextChanges> {
    const { here, elsewhere } = await this.sorted(ctx, openings, request);
    if (elsewhere.length === 0) return this.polls.wait(ctx, { openings: here }, gone);
    const settled = new AbortController();
    const over = AbortSignal.any([gone, settled.signal]);
    try {
      return await Promise.race([
        ...(here.length > 0 ? [this.polls.wait(ctx, { openings: here }, over)] : []),
        ...elsewhere.map((group) => this.ask(group, request, over)),
      ]);
    } finally {
      settled.abort();
    }
  }

  private async sorted(ctx: RequestContext, cursors: readonly OpeningCursor[], request: Request) {
    const here: OpeningCursor[] = [];
    const elsewhere = new Map<string, Elsewhere>();
    for (const cursor of cursors) {
      const owner = await this.ownerElsewhere(ctx, cursor, request);
      if (!owner) here.push(cursor);
      else
        elsewhere.set(owner.processId, {
          owner,
          cursors: [...(elsewhere.get(owner.processId)?.cursors ?? []), cursor],
        });
    }
    return { here, elsewhere: [...elsewhere.values()] };
  }

  /** Only for a section that the person may read is its owner looked for. */
  private async ownerElsewhere(
    ctx: RequestContext,
    { sectionId, openingId }: OpeningCursor,
    request: Request,
  ): Promise<Owner | null> {
    if (this.openings.of(ctx, openingId) || !(await this.door.canRead(ctx, sectionId))) return null;
    return this.owner.elsewhere(sectionId, request);
  }

  private async ask(
    { owner, cursors }: Elsewhere,
    request: Request,
    gone: AbortSignal,
  ): Promise<TextChanges> {
    try {
      return await this.owner.ask(awaitChanges, owner, request, { openings: cursors }, gone);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'unavailable') throw error;
      // Its openings went with it: the page opens those texts anew, at whoever owns them then.
      return { openings: cursors.map(({ openingId }) => ({ kind: 'ended', openingId })) };
    }
  }
}
