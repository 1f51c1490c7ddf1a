import { Socket } from 'node:net';
import pg from 'pg';

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
    const lose = (reason: string): void => this.lose(client, socket, reason);
    client.on('error', (error) => lose(error.message));
    client.on('end', () => lose('it was closed'));
    try {
      await client.connect();
      for (const setting of serverSide) await client.query(`set ${setting}`);
      if (this.closed) return socket.destroy() && undefined;
      this.client = client;
      this.socket = socket;
      await this.news.onOpen(this);
      this.pauseMs = firstPauseMs;
      this.beat = setInterval(() => void this.run('select 1').catch(() => undefined), beatMs);
    } catch (error) {
      lose(error instanceof Error ? error.message : String(error));
    }
  }

  /** Runs a statement; statements run in the order in which they were asked for. Rejects once the connection is lost. */
  async run<Row extends pg.QueryResultRow>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    const { client, socket } = this;
    if (!client || !socket) throw new Error('There is no lock connection.');
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
      this.lose(client, socket, error instanceof Error ? error.message : String(error));
      throw error;
    } finally {
      clearTimeout(timer);
      answer.catch(() => undefined);
    }
  }

  /** Closes it for good; the server lets go of every lock. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    clearInterval(this.beat);
    const { client, socket } = this;
    this.client = undefined;
    this.socket = undefined;
    await Promise.race([client?.end(), new Promise((done) => setTimeout(done, 1_000).unref())]);
    socket?.destroy();
  }

  private lose(client: pg.Client, socket: Socket, reason: string): void {
    socket.destroy();
    const wasOpen = this.client === client;
    if (wasOpen) {
      this.client = undefined;
      this.socket = undefined;
      clearInterval(this.beat);
    }
    if (this.closed || (this.client !== undefined && !wasOpen)) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.open(), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, longestPauseMs);
    this.news.onLost(reason);
  }
}
