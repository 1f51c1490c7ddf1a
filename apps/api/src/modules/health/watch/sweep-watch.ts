import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { WorkerDatabase } from '../../../platform/database/index.js';
import { AlarmBoard } from '../../../platform/observability/alarms/index.js';

const everyMs = 15_000;
/** The ledger is looked at every half a minute at least. */
const lateSeconds = 120;

/** Looks whether the ledger of reminders is looked at. After a long outage the first sweep has until then to come. */
@Injectable()
export class SweepWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(SweepWatch.name);
  private readonly startedAt = performance.now();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: WorkerDatabase,
    private readonly board: AlarmBoard,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      if (performance.now() - this.startedAt > lateSeconds * 1000) void this.look();
    }, everyMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async look(): Promise<void> {
    try {
      const age = await this.db.transaction(async (tx) => {
        const [row] = await tx.query<{ seconds: number }>(
          `select extract(epoch from clock_timestamp() - updated_at)::float8 as seconds
             from installation_fact where key = 'reminder.last_sweep'`,
        );
        return row?.seconds;
      });
      if (age !== undefined && age > lateSeconds)
        this.board.raise('sweep_late', '', { seconds: Math.round(age) });
      else if (age !== undefined) this.board.clear('sweep_late', '');
    } catch (error) {
      this.log.debug(
        `The sweep was not looked at: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
