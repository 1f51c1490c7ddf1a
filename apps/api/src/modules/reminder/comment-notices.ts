import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../platform/database/index.js';
import { type DeliveredEvent, OutboxHandlers } from '../../platform/outbox/index.js';
import { CommentNoticeRepository } from './comment-notice.repository.js';
import { ReminderLedger } from './ledger/index.js';
import { ReminderQueue } from './reminder-queue.js';

/**
 * Plans the mails about comments. Whoever sees a comment in the product before gets none, and what happens while one
 * waits is told in the same: one mail for a person and a proposal, at most one an hour.
 */
@Injectable()
export class CommentNotices implements OnModuleInit {
  constructor(
    private readonly handlers: OutboxHandlers,
    private readonly rows: CommentNoticeRepository,
    private readonly ledger: ReminderLedger,
    private readonly queue: ReminderQueue,
  ) {}

  onModuleInit(): void {
    const on = (kind: string, handler: (tx: Transaction, event: DeliveredEvent) => Promise<void>): void =>
      this.handlers.on(kind, async (tx, event) => {
        await handler(tx, event);
        await this.queue.lookAfterCommit(tx);
      });
    for (const kind of ['comment.started', 'comment.replied', 'comment.edited'])
      on(kind, (tx, event) => this.plan(tx, event));
    on('comment.assigned', async (tx, event) => {
      await this.rows.forgetAssignments(tx, String(event.payload['threadId']), event.eventId);
      await this.plan(tx, event);
    });
    on('comment.deleted', (tx, event) => this.rows.forgetMessage(tx, String(event.payload['messageId'])));
  }

  private async plan(tx: Transaction, { eventId, payload }: DeliveredEvent): Promise<void> {
    for (const { proposalId, personId, email } of await this.rows.waiting(tx, String(payload['threadId'])))
      await this.ledger.gather(
        tx,
        {
          ...{ proposalId, aboutKind: 'proposal', aboutId: proposalId },
          ...{ aboutRevision: Number(eventId), kind: 'comments_waiting' },
        },
        { personId, email },
      );
  }
}
