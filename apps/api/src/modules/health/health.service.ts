import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { WebDatabase } from '../../platform/database/index.js';
import { type Phase, Readiness } from '../../platform/lifecycle/index.js';

/** What a load balancer learns: whether to send work here, and if not, why. */
export interface Health {
  readonly status: Phase | 'database_away';
}

const patienceMs = 2000;

@Injectable()
export class HealthService {
  private readonly log = new Logger(HealthService.name);

  constructor(
    private readonly readiness: Readiness,
    private readonly database: WebDatabase,
  ) {}

  async read(): Promise<Health> {
    const { phase } = this.readiness;
    if (phase !== 'ready') return { status: phase };
    return { status: (await this.databaseAnswers()) ? 'ready' : 'database_away' };
  }

  private async databaseAnswers(): Promise<boolean> {
    const patience = new AbortController();
    const ping = this.database.ping().then(
      () => true,
      (error: unknown) => {
        this.log.warn(
          `The database does not answer: ${error instanceof Error ? error.message : String(error)}`,
        );
        return false;
      },
    );
    const tooLong = pause(patienceMs, false, { signal: patience.signal, ref: false }).catch(() => false);
    const answered = await Promise.race([ping, tooLong]);
    patience.abort();
    return answered;
  }
}
