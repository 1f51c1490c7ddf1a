import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { foldReminders, isCatchingUp } from '@concordat/domain';
import { WorkerDatabase } from '../../platform/database/index.js';
import { type Claim, type ClaimedDue, OccurrenceRepository } from './occurrence.repository.js';
import { ReminderQueue } from './reminder-queue.js';

const batch = 200;
const minute = 60_000;
/** How often the ledger is looked at while something is due within a minute, and otherwise. */
const pace = { busy: 5000, calm: 30_000 };

/**
 * While the next falls due this soon, the sweep itself waits for it, for a while: the queue wakes nobody more often
 * than once a second, and a thousand reminders for one moment lie closer together. In milliseconds.
 */
const linger = { within: 1000, atLeast: 20, atMost: 5000 };

/** Finds what is due by the database's clock and hands it to the senders. */
@Injectable()
export class SweepService {
  private every: number | undefined;
  private lingers = false;

  constructor(
    private readonly db: WorkerDatabase,
    private readonly occurrences: OccurrenceRepository,
    private readonly queue: ReminderQueue,
  ) {}

  /** Claims everything due, and what falls due while it is at it; says how many that were. */
  async sweep(): Promise<number> {
    const until = performance.now() + linger.atMost;
    let claimed = await this.claimDue();
    let next = await this.next();
    // One waits for all: the others would keep senders from their work.
    if (!this.lingers) {
      this.lingers = true;
      try {
        while (next.until !== null && next.until < linger.within && performance.now() < until) {
          await pause(Math.max(next.until, linger.atLeast));
          claimed += await this.claimDue();
          next = await this.next();
        }
      } finally {
        this.lingers = false;
      }
    }
    await this.lookAgain(next.until, next.now);
    return claimed;
  }

  /** Two at once never claim the same. */
  private async claimDue(): Promise<number> {
    for (let claimed = 0; ;) {
      const { folds, count, isAll } = await this.db.transaction(async (tx) => {
        const { claims, isAll } = await this.occurrences.claimDue(tx, batch);
        const folds = claims.length === 0 ? [] : foldsOf(claims, await tx.clock());
        return { folds, count: claims.length, isAll };
      });
      await this.queue.send(folds);
      claimed += count;
      if (isAll) return claimed;
    }
  }

  private next(): Promise<{ readonly until: number | null; readonly now: number }> {
    return this.db.transaction(async (tx) => {
      await this.occurrences.noteSweep(tx);
      return { until: await this.occurrences.untilNext(tx), now: (await tx.clock()).getTime() };
    });
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

/** What goes out together: reminders of one person about one proposal, and everything else by itself. */
function foldsOf(claims: readonly ClaimedDue[], now: Date): Claim[][] {
  const foldable = claims.flatMap(({ id, fence, recipientId, proposalId, dueAt, mayFold }) =>
    mayFold && recipientId !== null && proposalId !== null
      ? [{ id, fence, recipientId, proposalId, dueAt }]
      : [],
  );
  const catchingUp = isCatchingUp(
    foldable.map(({ dueAt }) => dueAt),
    now,
  );
  const folded = new Set(foldable.map(({ id }) => id));
  return [
    ...foldReminders(foldable, catchingUp),
    ...claims.filter(({ id }) => !folded.has(id)).map((claim) => [claim]),
  ].map((fold) => fold.map(({ id, fence }) => ({ id, fence })));
}
