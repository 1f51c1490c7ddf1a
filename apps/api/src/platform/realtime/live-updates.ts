import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/index.js';

/** The channel that carries what changed, from the commit to every process with open streams. */
export const LIVE_CHANNEL = 'concordat_live';

/** That something changed: ids only. Whoever hears it asks the API again, as themselves. */
export interface Change {
  readonly kind: string;
  readonly proposalId: string;
  readonly id: string;
}

/** What travels on the channel. */
export type Announcement =
  | ({ readonly to: 'proposal' } & Change)
  | { readonly to: 'person'; readonly personId: string; readonly kind: string; readonly id: string }
  | { readonly to: 'session'; readonly sessionId: string };

/** Tells open browsers, at the commit of the transaction and only then, what they should ask for again. */
@Injectable()
export class LiveUpdates {
  /** Tells everybody who takes part in the proposal at that moment. */
  async changed(tx: Transaction, { kind, proposalId, id }: Change): Promise<void> {
    await this.announce(tx, { to: 'proposal', kind, proposalId, id });
  }

  /** Tells one person, for what belongs to no proposal: their mailbox, their profile, their sessions. */
  async changedFor(
    tx: Transaction,
    personId: string,
    { kind, id }: Omit<Change, 'proposalId'>,
  ): Promise<void> {
    await this.announce(tx, { to: 'person', personId, kind, id });
  }

  /** Closes the streams of a session that ended. */
  async sessionEnded(tx: Transaction, sessionId: string): Promise<void> {
    await this.announce(tx, { to: 'session', sessionId });
  }

  private async announce(tx: Transaction, announcement: Announcement): Promise<void> {
    await tx.execute('select pg_notify($1, $2)', [LIVE_CHANNEL, JSON.stringify(announcement)]);
  }
}
