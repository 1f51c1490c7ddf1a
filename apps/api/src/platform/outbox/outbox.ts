import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/index.js';
import { LiveUpdates } from '../realtime/live-updates.js';

/** An id, a number or a switch: never text that a person wrote. */
export type EventPayload = Readonly<Record<string, string | number | boolean | null>>;

/** Something that happened, in the past tense: `verdict.given`. */
export interface OutboxEvent {
  readonly kind: string;
  /** The proposal it happened in; null outside any proposal. Its people are told that `id` changed. */
  readonly proposalId: string | null;
  /** The thing it happened to. */
  readonly id: string;
  /** What handlers need besides: ids, numbers, switches. */
  readonly payload?: EventPayload;
}

/** The channel on which a commit wakes the drain. */
export const OUTBOX_CHANNEL = 'concordat_outbox';

/** Writes down what must happen after the commit, in the transaction that makes it necessary. */
@Injectable()
export class Outbox {
  constructor(private readonly live: LiveUpdates) {}

  async add(tx: Transaction, { kind, proposalId, id, payload = {} }: OutboxEvent): Promise<void> {
    await tx.execute('insert into outbox (kind, proposal_id, payload) values ($1, $2, $3)', [
      kind,
      proposalId,
      JSON.stringify({ ...payload, id }),
    ]);
    await tx.execute('select pg_notify($1, $2)', [OUTBOX_CHANNEL, '']);
    if (proposalId !== null) await this.live.changed(tx, { kind, proposalId, id });
  }
}
