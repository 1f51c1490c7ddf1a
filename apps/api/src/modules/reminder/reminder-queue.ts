import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { Transaction } from '../../platform/database/index.js';
import { FirstRunTasks } from '../../platform/lifecycle/index.js';
import { JobAdder } from '../../platform/queue/index.js';
import type { Claim } from './occurrence.repository.js';

export const reminderQueue = 'reminder';

/** How many sendings one job holds: few, so that a slow mail server cannot outlast the lease of those that wait. */
const batchSize = 4;

/** What the ledger asks of BullMQ: look now, look then, look every so often, send these. Jobs hold ids only. */
@Injectable()
export class ReminderQueue implements OnModuleInit {
  private readonly log = new Logger(ReminderQueue.name);

  constructor(
    @InjectQueue(reminderQueue) private readonly queue: Queue,
    private readonly jobs: JobAdder,
    private readonly tasks: FirstRunTasks,
  ) {}

  /** BullMQ connects again by itself; an error that nobody hears it would print past our log. */
  onModuleInit(): void {
    this.queue.on('error', ({ message }) => this.log.warn(`The queue lost its connection: ${message}`));
    // After the sample: what it planned for now does not wait for the next round.
    this.tasks.add({
      title: 'Reminders',
      order: 90,
      run: () => this.lookNow().then(() => 'what is due goes out now'),
    });
  }

  /** Looks at the ledger right after the transaction's commit. */
  async lookAfterCommit(tx: Transaction): Promise<void> {
    await this.jobs.add(tx, this.queue, 'look', {});
  }

  async lookNow(): Promise<void> {
    await this.queue.add('look', {});
  }

  /** One wake-up a second at most, however many processes ask for it. */
  async lookIn(milliseconds: number, nowMs: number): Promise<void> {
    const second = Math.ceil((nowMs + milliseconds) / 1000);
    await this.queue.add(
      'look',
      {},
      { delay: Math.ceil(milliseconds), jobId: `wake-${second}`, removeOnComplete: true },
    );
  }

  async lookEvery(milliseconds: number): Promise<void> {
    await this.queue.upsertJobScheduler('sweep', { every: milliseconds }, { name: 'look', data: {} });
  }

  /** Each fold is one mail. */
  async send(folds: readonly (readonly Claim[])[]): Promise<void> {
    const batches: (readonly (readonly Claim[])[])[] = [];
    for (let at = 0; at < folds.length; at += batchSize) batches.push(folds.slice(at, at + batchSize));
    if (batches.length > 0)
      await this.queue.addBulk(batches.map((batch) => ({ name: 'send', data: { folds: batch } })));
  }

  async counts(): Promise<{ readonly waiting: number; readonly running: number; readonly failed: number }> {
    const {
      waiting = 0,
      active = 0,
      failed = 0,
    } = await this.queue.getJobCounts('waiting', 'active', 'failed');
    return { waiting, running: active, failed };
  }
}
