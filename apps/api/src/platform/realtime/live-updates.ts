import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Transaction } from '../database/index.js';

/** The channel that carries what changed, from the commit to every process with open streams. */
export const LIVE_CHANNEL = 'concordat_live';

/** That something changed: ids only. Whoever hears it asks the API again, as themselves. */
export interface Change {
  readonly kind: string;
  readonly proposalId: string;
  readonly id: string;
}

/** That something changed which open pages show. */
export type Announcement =
  | ({ readonly to: 'proposal' } & Change)
  | { readonly to: 'person'; readonly personId: string; readonly kind: string; readonly id: string };

/** That somebody lost something. The database's own triggers say so at the commit, whoever made the change. */
export type Loss =
  | { readonly to: 'session'; readonly sessionId: string }
  | { readonly to: 'membership'; readonly proposalId: string; readonly personId: string }
  | { readonly to: 'account'; readonly personId: string };

const Heard: z.ZodType<Announcement | Loss> = z.discriminatedUnion('to', [
  z.object({ to: z.literal('proposal'), kind: z.string(), proposalId: z.string(), id: z.string() }),
  z.object({ to: z.literal('person'), personId: z.string(), kind: z.string(), id: z.string() }),
  z.object({ to: z.literal('session'), sessionId: z.string() }),
  z.object({ to: z.literal('membership'), proposalId: z.string(), personId: z.string() }),
  z.object({ to: z.literal('account'), personId: z.string() }),
]);

/** Reads what travelled on the channel. */
export const readHeard = (payload: string): Announcement | Loss => Heard.parse(JSON.parse(payload));

/** Tells open browsers, at the commit of the transaction and only then, what they should ask for again. */
@Injectable()
export class LiveUpdates {
  /** Tells everybody who takes part in the proposal at that moment. */
  async changed(tx: Transaction, { kind, proposalId, id }: Change): Promise<void> {
    await this.announce(tx, { to: 'proposal', kind, proposalId, id });
  }

  /** Tells everybody who takes part in any of these proposals. */
  async changedIn(
    tx: Transaction,
    proposalIds: readonly string[],
    { kind, id }: Omit<Change, 'proposalId'>,
  ): Promise<void> {
    const announcements = proposalIds.map((proposalId): string => {
      const announcement: Announcement = { to: 'proposal', kind, proposalId, id };
      return JSON.stringify(announcement);
    });
    await tx.execute('select pg_notify($1, said) from unnest($2::text[]) as said', [
      LIVE_CHANNEL,
      announcements,
    ]);
  }

  /** Tells one person, for what belongs to no proposal: their mailbox, their profile, their sessions. */
  async changedFor(
    tx: Transaction,
    personId: string,
    { kind, id }: Omit<Change, 'proposalId'>,
  ): Promise<void> {
    await this.announce(tx, { to: 'person', personId, kind, id });
  }

  private async announce(tx: Transaction, announcement: Announcement): Promise<void> {
    await tx.execute('select pg_notify($1, $2)', [LIVE_CHANNEL, JSON.stringify(announcement)]);
  }
}
