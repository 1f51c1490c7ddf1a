import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { NotificationListener, type Transaction, WorkerDatabase } from '../database/index.js';
import { OutboxHandlers, type DeliveredEvent } from './outbox-handlers.js';
import { type EventPayload, OUTBOX_CHANNEL } from './outbox.js';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly proposalId: string | null;
  readonly payload: EventPayload & { readonly id: string };
  readonly createdAt: Date;
  readonly attempts: number;
}

/** A wake-up may be lost with a connection; the poll finds what it announced. */
const pollMs = 2000;
const longestBackoffSeconds = 300;

/**
 * Takes events out of the outbox after their commit, oldest first, and hands each to its handlers. The row stays
 * locked while they run, so no other process takes it; a crash gives it back. A failed event waits 1, 2, 4 ... 300 s
 * and the others go on.
 */
@Injectable()
export class OutboxDrain implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(OutboxDrain.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private wokenAgain = false;
  private stopped = false;

  constructor(
    private readonly database: WorkerDatabase,
    private readonly handlers: OutboxHandlers,
    private readonly listener: NotificationListener,
  ) {}

  onModuleInit(): void {
    this.listener.subscribe(OUTBOX_CHANNEL, { hear: () => this.wake(), resume: () => this.wake() });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), pollMs);
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Handles everything that is due now; for tests and for tasks that must not leave work behind. */
  async settle(): Promise<void> {
    do {
      this.wake();
      await this.running;
    } while (this.running !== undefined && !this.stopped);
  }

  private wake(): void {
    this.wokenAgain = true;
    if (this.stopped || this.running !== undefined) return;
    this.running = this.drain().finally(() => {
      this.running = undefined;
    });
  }

  private async drain(): Promise<void> {
    try {
      while (this.wokenAgain && !this.stopped) {
        this.wokenAgain = false;
        while (!this.stopped && (await this.deliverNext()));
      }
    } catch (error) {
      // The database is away; the poll tries again when it is back.
      this.log.warn(`The outbox waits: ${reasonOf(error)}`);
    }
  }

  private async deliverNext(): Promise<boolean> {
    let taken: Row | undefined;
    try {
      return await this.database.transaction(async (tx) => {
        taken = await takeDue(tx);
        if (!taken) return false;
        const event = eventOf(taken);
        for (const handler of this.handlers.of(event.kind)) await handler(tx, event);
        await tx.execute(
          'update outbox set done_at = clock_timestamp(), attempts = attempts + 1, last_error = null where id = $1',
          [taken.id],
        );
        return true;
      });
    } catch (error) {
      if (!taken) throw error;
      await this.postpone(taken, error);
      return true;
    }
  }

  private async postpone({ id, kind, attempts }: Row, error: unknown): Promise<void> {
    const seconds = Math.min(2 ** attempts, longestBackoffSeconds);
    this.log.error(
      `Event ${id} (${kind}) failed at attempt ${attempts + 1}, again in ${seconds} s: ${reasonOf(error)}`,
      error instanceof Error ? error.stack : undefined,
    );
    await this.database.transaction((tx) =>
      tx.execute(
        `update outbox set attempts = attempts + 1, last_error = $2,
                next_attempt_at = clock_timestamp() + make_interval(secs => $3)
          where id = $1 and done_at is null`,
        [id, reasonOf(error).slice(0, 500), seconds],
      ),
    );
  }
}

async function takeDue(tx: Transaction): Promise<Row | undefined> {
  const [row] = await tx.query<Row>(
    `select id, kind, proposal_id as "proposalId", payload, created_at as "createdAt", attempts
       from outbox
      where done_at is null and next_attempt_at <= clock_timestamp()
      order by next_attempt_at, id
      limit 1
        for update skip locked`,
  );
  return row;
}

const eventOf = ({ id, kind, proposalId, payload, createdAt, attempts }: Row): DeliveredEvent => ({
  eventId: id,
  kind,
  proposalId,
  id: payload.id,
  payload,
  createdAt,
  attempt: attempts + 1,
});

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
