import { DatabaseError, escapeLiteral, type Pool, type PoolClient } from 'pg';
import { within } from './within.js';

/**
 * The connections on which section logs are read and written. Every use is cut off after `timeoutMs` on both ends: a
 * server that hangs costs a connection, never a waiting gate.
 */
export class LogConnections {
  constructor(
    private readonly pool: Pool,
    readonly timeoutMs: number,
  ) {
    // A connection that dies between two statements, or in the moment it is handed out, says so as an event that
    // would end the process if nobody listened. The next statement on it fails, and that failure is what counts.
    pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Runs work in one transaction that acts as a person (`app.person_id`) and commits synchronously. */
  transaction<T>(
    personId: string,
    work: (client: PoolClient) => Promise<T>,
    timeoutMs = this.timeoutMs,
  ): Promise<T> {
    return this.use((client) => inTransaction(client, personId, timeoutMs, work), timeoutMs);
  }

  /**
   * Runs one statement in a transaction that acts as a person, in one journey: its locks are held by the database alone
   * and never while this process is busy with something else. Values stand in the statement as literals.
   */
  async atOnce(personId: string, statement: string): Promise<void> {
    await this.use(async (client) => {
      try {
        await client.query(`begin; ${this.acting(personId)}; ${statement}; commit`);
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    });
  }

  private acting(personId: string): string {
    const settings = {
      'app.person_id': personId,
      synchronous_commit: 'on',
      statement_timeout: `${this.timeoutMs}`,
    };
    const set = Object.entries(settings).map(
      ([name, value]) => `set_config('${name}', ${escapeLiteral(value)}, true)`,
    );
    return `select ${set.join(', ')}`;
  }

  /** Runs work on a connection, which goes back unless nobody knows what became of it. */
  async use<T>(work: (client: PoolClient) => Promise<T>, timeoutMs = this.timeoutMs): Promise<T> {
    const connecting = this.pool.connect();
    const client = await within(this.timeoutMs, connecting).catch((error: unknown) => {
      // A connection that comes too late goes back; one that never comes has already been reported.
      void connecting.then((late) => late.release()).catch(() => undefined);
      throw error;
    });
    let broken: Error | undefined;
    try {
      return await within(timeoutMs, work(client));
    } catch (error) {
      if (!isCleanFailure(error)) broken = error as Error;
      throw error;
    } finally {
      // Destroying a connection that may hang mid-transaction makes the server roll back, or finish, without us.
      client.release(broken);
    }
  }
}

/** A proof that did not hold: rolls the snapshot back. */
export class NotProven extends Error {}

/** Failures after which the connection is as good as new: the server answered, and the transaction is rolled back. */
export function isCleanFailure(error: unknown): boolean {
  return error instanceof NotProven || (error instanceof DatabaseError && error.severity === 'ERROR');
}

async function inTransaction<T>(
  client: PoolClient,
  personId: string,
  timeoutMs: number,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  await client.query('begin');
  try {
    await client.query(
      `select set_config('app.person_id', $1, true), set_config('synchronous_commit', 'on', true),
              set_config('statement_timeout', $2, true)`,
      [personId, String(timeoutMs)],
    );
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
