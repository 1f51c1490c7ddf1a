import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { WorkerDatabase } from '../../platform/database/index.js';

const everyMs = 6 * 60 * 60 * 1000;

/** How many rows were forgotten. */
export interface Forgotten {
  readonly attempts: number;
  readonly sessions: number;
  readonly links: number;
}

/**
 * Forgets what nobody needs any more: failed tries after a day, known devices after 180, sessions 90 days after their
 * end, dead links after 30. What was done stays in the history; it names no address and no device.
 */
@Injectable()
export class Forgetting implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(Forgetting.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly db: WorkerDatabase) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.begin(), everyMs);
    this.timer.unref();
    this.begin();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  async run(): Promise<Forgotten> {
    const [row] = await this.db.transaction((tx) =>
      tx.query<Forgotten>('select attempts, sessions, links from app.door_forget_old()'),
    );
    return row ?? { attempts: 0, sessions: 0, links: 0 };
  }

  private begin(): void {
    this.running ??= this.run()
      .then(({ attempts, sessions, links }) => {
        if (attempts + sessions + links > 0)
          this.log.log(`Forgot ${attempts} tries, ${sessions} sessions and ${links} links`);
      })
      // The database is away; the next turn finds the same rows.
      .catch((error: unknown) => this.log.warn(`Nothing was forgotten: ${String(error)}`))
      .finally(() => (this.running = undefined));
  }
}
