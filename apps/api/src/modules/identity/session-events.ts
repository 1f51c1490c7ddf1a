import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';

/**
 * The end of sessions, as the outbox event `session.ended` (`personId`), for what may take its time. Streams and sockets
 * close at the commit: a trigger on the row tells every process.
 */
@Injectable()
export class SessionEvents {
  constructor(private readonly outbox: Outbox) {}

  /** Notes that these sessions of a person are over. */
  async ended(tx: Transaction, personId: string, sessionIds: readonly string[]): Promise<void> {
    for (const id of sessionIds)
      await this.outbox.add(tx, { kind: 'session.ended', proposalId: null, id, payload: { personId } });
  }
}
