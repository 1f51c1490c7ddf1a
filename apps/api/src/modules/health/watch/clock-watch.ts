import { hostname } from 'node:os';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { WorkerDatabase } from '../../../platform/database/index.js';
import { AlarmBoard } from '../../../platform/observability/alarms/index.js';
import { type ClockReading, judgeClocks } from './clock-judgement.js';

/** Reads the process's clock; another one in tests. */
export const PROCESS_CLOCK = Symbol('process clock');

const everyMs = 10_000;
/** A jump is over in the moment it happens; it is shown for so long. */
const showJumpMs = 15 * 60_000;

/** Compares this machine's clock with the database's, and with itself. */
@Injectable()
export class ClockWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(ClockWatch.name);
  private before: ClockReading | undefined;
  private jumpedAt: number | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: WorkerDatabase,
    private readonly board: AlarmBoard,
    @Inject(PROCESS_CLOCK) private readonly clock: () => number,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), everyMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async look(): Promise<void> {
    try {
      const asked = performance.now();
      const databaseMs = await this.db.transaction(async (tx) => (await tx.clock()).getTime());
      const steadyMs = performance.now();
      const tripMs = steadyMs - asked;
      this.judge({
        processMs: this.clock() - tripMs / 2,
        databaseMs,
        steadyMs: steadyMs - tripMs / 2,
        tripMs,
      });
    } catch (error) {
      this.log.debug(
        `The clocks were not compared: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  private judge(reading: ClockReading): void {
    const { skew, skewMs, jumpMs } = judgeClocks(reading, this.before);
    this.before = reading;
    const host = hostname();
    if (skew === 'wrong') this.board.raise('clock_skew', host, { milliseconds: skewMs });
    if (skew === 'right') this.board.clear('clock_skew', host);
    if (jumpMs !== 0) {
      this.jumpedAt = reading.steadyMs;
      this.board.raise('clock_jump', host, { milliseconds: Math.abs(jumpMs) });
    } else if (this.jumpedAt !== undefined && reading.steadyMs - this.jumpedAt > showJumpMs) {
      this.jumpedAt = undefined;
      this.board.clear('clock_jump', host);
    }
  }
}
