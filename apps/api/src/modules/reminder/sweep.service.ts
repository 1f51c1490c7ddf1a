import { Injectable } from '@nestjs/common';
import { WorkerDatabase } from '../../platform/database/index.js';
import { OccurrenceRepository } from './occurrence.repository.js';
import { ReminderQueue } from './reminder-queue.js';

const batch = 200;
const minute = 60_000;
/** How often the ledger is looked at while something is due within a minute, and otherwise. */
const pace = { busy: 5000, calm: 30_000 };

/** Finds what is due by the database's clock and hands it to the senders. */
@Injectable()
export class SweepService {
  private every: number | undefined;

  constructor(
    private readonly db: WorkerDatabase,
    private readonly occurrences: OccurrenceRepository,
    private readonly queue: ReminderQueue,
  ) {}

  /** Claims everything due and says how many that were. Two at once never claim the same. */
  async sweep(): Promise<number> {
    let claimed = 0;
    for (;;) {
      const claims = await this.db.transaction((tx) => this.occurrences.claimDue(tx, batch));
      await this.queue.send(claims);
      claimed += claims.length;
      if (claims.length < batch) break;
    }
    const { until, now } = await this.db.transaction(async (tx) => {
      await this.occurrences.noteSweep(tx);
      return { until: await this.occurrences.untilNext(tx), now: await tx.clock() };
    });
    await this.lookAgain(until, now.getTime());
    return claimed;
  }

  private async lookAgain(until: number | null, nowMs: number): Promise<void> {
    const every = until !== null && until < minute ? pace.busy : pace.calm;
    if (every !== this.every) {
      await this.queue.lookEvery(every);
      this.every = every;
    }
    if (until !== null && until < pace.calm) await this.queue.lookIn(Math.max(until, 50), nowMs);
  }
}
