import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
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
import { Turns } from './turns.js';

type Hear = (payload: string) => void;

/** What a subscriber does with a message, and with a gap in which messages may have been lost. */
export interface Subscriber {
  readonly hear: Hear;
  /** Called after each (re)connection: what was said before it was not heard. */
  readonly resume?: () => void;
  /** Called when the ear is lost and at each attempt that does not bring it back: ask, for nothing is heard. */
  readonly deaf?: () => void;
}

const firstPauseMs = 50;
const longestPauseMs = 500;
/** A connection that does not answer within this hears nothing either; it is asked this often. */
const patienceMs = 1000;
const beatMs = 500;
const farewellMs = 1000;

/**
 * The process's one ear for Postgres' NOTIFY. When the connection breaks it is opened again, for ever, with growing
 * pauses; subscribers are told, because messages of the meantime are lost.
 */
@Injectable()
export class NotificationListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(NotificationListener.name);
  private readonly subscribers = new Map<string, Subscriber[]>();
  private client: pg.Client | undefined;
  private turns = new Turns();
  private beat: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;
  private pauseMs = firstPauseMs;
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
    clearInterval(this.beat);
    await Promise.race([this.client?.end(), pause(farewellMs, undefined, { ref: false })]);
  }

  /**
   * A question on the ear's own connection, as `concordat_worker`: it waits for no pool, so that what was heard can be
   * acted on at once. Rejects while there is no ear.
   */
  async ask<Row extends pg.QueryResultRow>(sql: string, params: readonly unknown[]): Promise<Row[]> {
    const { client } = this;
    if (!client) throw new Error('Nothing is heard from the database just now');
    return (await this.turns.take(() => client.query<Row>(sql, [...params]))).rows;
  }

  private async connect(): Promise<void> {
    const socket = new Socket();
    const client = new pg.Client({
      stream: () => socket,
      connectionString: this.access.worker,
      application_name: 'concordat listener',
      keepAlive: true,
      // The role's limit is for transactions; an ear is idle by trade.
      idle_in_transaction_session_timeout: 0,
      connectionTimeoutMillis: 5000,
      statement_timeout: 5000,
    });
    client.on('notification', ({ channel, payload = '' }) => this.hear(channel, payload));
    client.on('error', (error) => this.log.warn(`The listening connection broke: ${error.message}`));
    // The one event that comes whatever breaks, and once.
    socket.once('close', () => this.reconnectLater(client));
    try {
      await client.connect();
      for (const channel of this.subscribers.keys())
        await client.query(`listen ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      this.log.warn(
        `Cannot listen to the database: ${error instanceof Error ? error.message : String(error)}`,
      );
      return void socket.destroy();
    }
    if (this.closed || socket.destroyed) return void socket.destroy();
    this.client = client;
    this.turns = new Turns();
    this.pauseMs = firstPauseMs;
    this.beat = setInterval(() => this.feel(client, socket), beatMs);
    for (const subscriber of [...this.subscribers.values()].flat()) subscriber.resume?.();
  }

  /** What one subscriber cannot read must not keep the others from hearing it. */
  private hear(channel: string, payload: string): void {
    for (const { hear } of this.subscribers.get(channel) ?? [])
      try {
        hear(payload);
      } catch (error) {
        this.log.error(
          `What was heard on ${channel} was not understood: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
  }

  /** Asks the connection whether it lives; one that says nothing is dropped. */
  private feel(client: pg.Client, socket: Socket): void {
    const giveUp = setTimeout(
      // After a busy moment of our own the answer may be waiting to be read.
      () => setImmediate(() => setImmediate(() => isSilent && socket.destroy())),
      patienceMs,
    );
    let isSilent = true;
    void this.turns
      .take(() => client.query('select 1'))
      .catch(() => undefined)
      .finally(() => {
        isSilent = false;
        clearTimeout(giveUp);
      });
  }

  private reconnectLater(lost: pg.Client): void {
    if (this.client === lost) this.client = undefined;
    if (this.closed) return;
    clearInterval(this.beat);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.connect(), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, longestPauseMs);
    for (const subscriber of [...this.subscribers.values()].flat()) subscriber.deaf?.();
  }
}
