import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import type { Transaction } from '../../platform/database/index.js';
import { SessionEvents } from './session-events.js';
import { SessionRepository } from './session.repository.js';

/** Ends sessions, whoever asks and for whatever reason, always with its record and its announcement. */
@Injectable()
export class SessionEnding {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly events: SessionEvents,
    private readonly audit: Audit,
  ) {}

  /** Ends one of the person's sessions, or all, or all but one. Gives how many were open. */
  async end(
    ctx: RequestContext,
    tx: Transaction,
    personId: string,
    which: { readonly only?: string; readonly except?: string } = {},
  ): Promise<number> {
    const ended = await this.sessions.end(tx, personId, which);
    for (const objectId of ended)
      await this.audit.record(tx, ctx, {
        action: 'session.end',
        object: 'session',
        objectId,
        proposalId: null,
      });
    await this.events.ended(tx, personId, ended);
    return ended.length;
  }
}
