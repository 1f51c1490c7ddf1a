import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Turns } from '../../platform/database/index.js';

/** What the owner of a lock connection is told. */
export interface LockConnectionNews {
  /** A connection is there, and holds nothing yet. */
  readonly onOpen: (connection: LockConnection) => Promise<void>;
  /** The connection is gone, or does not answer, and with it every lock. */
  readonly onLost: (reason: string) => void;
}

/** How often the connection is asked whether it lives, and how long an answer may take. */
const beatMs = 1_000;
const patienceMs = 5_000;
const firstPauseMs = 100;
const longestPauseMs = 2_000;

/** The server lets go of a client that fell silent (its machine is gone) within about as long as we wait for it. */
const serverSide = [
  'tcp_keepalives_idle = 2',
  'tcp_keepalives_interval = 1',
  'tcp_keepalives_count = 3',
  'tcp_user_timeout = 5000',
  'idle_session_timeout = 0',
];

/**
 * The one connection whose session holds all of a process's locks. What it holds ends with it, so it is never pooled,
 * never shared, asked every second whether it lives, and opened again for ever.
 */
export class LockConnection {
  private client: pg.Client | undefined;
  private socket: Socket | undefined;
  private turns = new Turns();
  private beat: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;
  private pauseMs = firstPauseMs;
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly name: string,
    private readonly news: LockConnectionNews,
  ) {}

  get isOpen(): boolean {
    return this.client !== undefined;
  }

  /** Opens it; a failure is told as a loss, and another attempt follows by itself. */
  async open(): Promise<void> {
    if (this.closed) return;
    const socket = new Socket();
    const client = new pg.Client({
      connectionString: this.url,
      application_name: this.name,
      connectionTimeoutMillis: patienceMs,
      // Kept, so that a connection which no longer answers can be dropped without asking it.
      stream: () => socket,
      idle_in_transaction_session_timeout: 0,
    });
    client.on('error', (error) => socket.destroy(error));
    // The one event that comes whatever breaks, and once.
    let reason = 'it was closed';
    socket.on('error', (error) => (reason = error.message)).once('close', () => this.lose(client, reason));
    try {
      await client.connect();
      for (const setting of serverSide) await client.query(`set ${setting}`);
      if (this.closed || socket.destroyed) return void socket.destroy();
      this.client = client;
      this.socket = socket;
      this.turns = new Turns();
      await this.news.onOpen(this);
      this.pauseMs = firstPauseMs;
      this.beat = setInterval(() => void this.run('select 1').catch(() => undefined), beatMs);
    } catch (error) {
      socket.destroy(error instanceof Error ? error : undefined);
    }
  }

  /** Runs a statement; statements run in the order in which they were asked for. Rejects once the connection is lost. */
  async run<Row extends pg.QueryResultRow>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    const { client, socket } = this;
    if (!client || !socket) throw new Error('There is no lock connection.');
    return this.turns.take(() => this.runNow<Row>(client, socket, sql, params));
  }

  private async runNow<Row extends pg.QueryResultRow>(
    client: pg.Client,
    socket: Socket,
    sql: string,
    params: readonly unknown[],
  ): Promise<Row[]> {
    if (this.client !== client) throw new Error('The lock connection was lost.');
    const answer = client.query<Row>(sql, [...params]);
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        // A process that was busy for long may have the answer waiting: it is read before this is looked at again.
        setImmediate(() => setImmediate(() => reject(new Error('It does not answer.'))));
      }, patienceMs);
    });
    try {
      return (await Promise.race([answer, silence])).rows;
    } catch (error) {
      // Whatever a statement on this connection fails of, nobody can say any more what it holds.
      this.forget(client);
      socket.destroy(error instanceof Error ? error : undefined);
      throw error;
    } finally {
      clearTimeout(timer);
      answer.catch(() => undefined);
    }
  }

  /** Closes it for good; the server lets go of every lock. Whoever does not answer within `withinMs` is left. */
  async close(withinMs: number): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    clearInterval(this.beat);
    const { client, socket } = this;
    this.client = undefined;
    this.socket = undefined;
    if (withinMs > 0) await Promise.race([client?.end(), pause(withinMs, undefined, { ref: false })]);
    socket?.destroy();
  }

  private lose(client: pg.Client, reason: string): void {
    this.forget(client);
    if (this.closed) return;
    this.retry = setTimeout(() => void this.open(), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, longestPauseMs);
    this.news.onLost(reason);
  }

  private forget(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.socket = undefined;
    clearInterval(this.beat);
  }
}
