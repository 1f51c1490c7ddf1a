import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/index.js';
import type { EventPayload } from './outbox.js';

/** An event as its handlers see it. */
export interface DeliveredEvent {
  /** The event's own number: the same at every attempt. */
  readonly eventId: string;
  readonly kind: string;
  readonly proposalId: string | null;
  readonly id: string;
  readonly payload: EventPayload;
  readonly createdAt: Date;
  /** 1 at the first try. */
  readonly attempt: number;
}

/**
 * Runs as `concordat_worker` inside the transaction that marks the event done: its writes happen exactly once,
 * what it does outside the database at least once.
 */
export type OutboxHandler = (tx: Transaction, event: DeliveredEvent) => Promise<void>;

/** Who wants to hear of what. Feature modules register in `onModuleInit`. */
@Injectable()
export class OutboxHandlers {
  private readonly handlers = new Map<string, OutboxHandler[]>();

  on(kind: string, handler: OutboxHandler): void {
    this.handlers.set(kind, [...this.of(kind), handler]);
  }

  of(kind: string): readonly OutboxHandler[] {
    return this.handlers.get(kind) ?? [];
  }
}
