import { Injectable, type OnModuleInit } from '@nestjs/common';
import { OutboxHandlers } from '../../platform/outbox/index.js';
import { DeadlinePlanner } from './deadline-planner.js';

/** What the product sees by itself: a deadline is met when the thing it waits for has happened. */
@Injectable()
export class DeadlineCompletion implements OnModuleInit {
  constructor(
    private readonly handlers: OutboxHandlers,
    private readonly planner: DeadlinePlanner,
  ) {}

  onModuleInit(): void {
    this.handlers.on('section.approved', (tx, { id }) => this.planner.completeFor(tx, 'section_id', id));
    for (const kind of ['verdict.given', 'review.closed_early', 'review.cancelled'])
      this.handlers.on(kind, (tx, { id }) => this.planner.planRound(tx, id));
    this.handlers.on('proposal.frozen', async (tx, { proposalId }) => {
      if (proposalId !== null) await this.planner.completeKinds(tx, proposalId, ['freeze']);
    });
    this.handlers.on('submission.submitted', async (tx, { proposalId }) => {
      if (proposalId !== null) await this.planner.completeKinds(tx, proposalId, ['submit', 'freeze']);
    });
  }
}
