import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import pg from 'pg';
import { DATABASE_ACCESS } from './database.tokens.js';
import type { DatabaseAccess } from './roles.js';

type Hear = (payload: string) => void;

/** What a subscriber does with a message, and with a gap in which messages may have been lost. */
export interface Subscriber {
  readonly hear: Hear;
  /** Called after each (re)connection: what was said before it was not heard. */
  readonly resume?: () => void;
}

const longestPauseMs = 5000;

/**
 * The process's one ear for Postgres' NOTIFY. When the connection breaks it is opened again, for ever, with growing
 * pauses; subscribers are told, because messages of the meantime are lost.
 */
@Injectable()
export class NotificationListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(NotificationListener.name);
  private readonly subscribers = new Map<string, Subscriber[]>();
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private pauseMs = 100;
  private closed = false;

  constructor(@Inject(DATABASE_ACCESS) private readonly access: DatabaseAccess) {}

  /** Channels are registered before the application listens (`onModuleInit`); the names are ours, never input. */
  subscribe(channel: string, subscriber: Subscriber): void {
    this.subscribers.set(channel, [...(this.subscribers.get(channel) ?? []), subscriber]);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.client?.end();
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.access.worker,
      application_name: 'concordat listener',
      keepAlive: true,
      // The role's limit is for transactions; an ear is idle by trade.
      idle_in_transaction_session_timeout: 0,
      connectionTimeoutMillis: 5000,
    });
    client.on('notification', ({ channel, payload = '' }) => {
      for (const { hear } of this.subscribers.get(channel) ?? []) hear(payload);
    });
    client.on('error', (error) => this.log.warn(`The listening connection broke: ${error.message}`));
    client.on('end', () => this.reconnectLater(client));
    try {
      await client.connect();
      for (const channel of this.subscribers.keys())
        await client.query(`listen ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      this.log.warn(
        `Cannot listen to the database: ${error instanceof Error ? error.message : String(error)}`,
      );
      this.reconnectLater(client);
      await client.end().catch(() => undefined);
      return;
    }
    this.client = client;
    this.pauseMs = 100;
    for (const subscriber of [...this.subscribers.values()].flat()) subscriber.resume?.();
  }

  private reconnectLater(lost: pg.Client): void {
    if (this.closed || (this.client !== undefined && this.client !== lost)) return;
    this.client = undefined;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.connect(), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, longestPauseMs);
  }
}
