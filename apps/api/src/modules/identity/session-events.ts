import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { LiveUpdates } from '../../platform/realtime/index.js';

/**
 * The end of sessions. At the commit every process hears of it: streams and sockets of the session close. The outbox
 * event `session.ended` (`personId`) is for what may take its time.
 */
@Injectable()
export class SessionEvents {
  constructor(
    private readonly live: LiveUpdates,
    private readonly outbox: Outbox,
  ) {}

  /** Announces that these sessions of a person are over. */
  async ended(tx: Transaction, personId: string, sessionIds: readonly string[]): Promise<void> {
    for (const id of sessionIds) {
      await this.outbox.add(tx, { kind: 'session.ended', proposalId: null, id, payload: { personId } });
      await this.live.sessionEnded(tx, id);
    }
  }
}
