import { type Endpoint, RefusalBody, type ResultOf } from '@concordat/contracts';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Refusal } from '../../platform/errors/index.js';
import { type Owner, OwnerUnreachable, ProxyToOwner, SectionOwnership } from '../ownership/index.js';

/** Asks the process that owns a section, where that is another one. What it answers is the answer. */
@Injectable()
export class SectionOwner {
  constructor(
    private readonly ownership: SectionOwnership,
    private readonly proxy: ProxyToOwner,
  ) {}

  /** The owner, or null where the section is served here. Refuses what has been forwarded once already. */
  async elsewhere(sectionId: string, request: Request): Promise<Owner | null> {
    const owner = await this.ownership.ownerOf(sectionId);
    if (owner === 'here') return null;
    if (this.ownership.wasForwarded(request, owner)) throw new Refusal('unavailable');
    return owner;
  }

  /** The owner's answer to a request, with the body as given; its refusal is thrown as it would have been here. */
  async ask<E extends Endpoint>(
    served: E,
    owner: Owner,
    request: Request,
    body: unknown,
    gone?: AbortSignal,
  ): Promise<ResultOf<E>> {
    const sent = body === undefined ? '' : JSON.stringify(body);
    const answer = await this.answerOf(owner, request, sent, gone);
    const content: unknown = JSON.parse(answer.body);
    if (answer.status === 200) return served.response.parse(content) as ResultOf<E>;
    const { code, fields } = RefusalBody.parse(content);
    throw new Refusal(code, fields && { fields });
  }

  private async answerOf(owner: Owner, request: Request, body: string, gone: AbortSignal | undefined) {
    try {
      return await this.proxy.ask(owner, request, body, gone);
    } catch (error) {
      // The person comes back, and finds whoever owns the section then.
      if (error instanceof OwnerUnreachable) throw new Refusal('unavailable');
      throw error;
    }
  }
}
