import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from 'bullmq';
import { z } from 'zod';
import { ReminderQueue, reminderQueue } from './reminder-queue.js';
import { SendingService } from './sending.service.js';
import { SweepService } from './sweep.service.js';

const SendJob = z.strictObject({
  folds: z.array(z.array(z.strictObject({ id: z.uuid(), fence: z.int() })).min(1)).max(50),
});

/** The queue's end: `look` sweeps the ledger, `send` sends what a sweep claimed. */
@Processor(reminderQueue, { concurrency: 4 })
export class ReminderProcessor
  extends WorkerHost
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  private readonly log = new Logger(ReminderProcessor.name);

  constructor(
    private readonly sweeps: SweepService,
    private readonly sending: SendingService,
    private readonly queue: ReminderQueue,
  ) {
    super();
  }

  /** What fell due while nobody looked goes out first. */
  async onApplicationBootstrap(): Promise<void> {
    await this.queue.lookNow();
  }

  /** A sweep under way adds jobs: it ends before the queue closes, or both would wait for each other for ever. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  /** BullMQ connects again by itself; an error that nobody hears it would print past our log. */
  @OnWorkerEvent('error')
  onError({ message }: Error): void {
    this.log.warn(`The queue's worker lost its connection: ${message}`);
  }

  override async process(job: Job): Promise<void> {
    if (job.name === 'look') {
      await this.sweeps.sweep();
      return;
    }
    for (const fold of SendJob.parse(job.data).folds) await this.sending.send(fold);
  }
}
