import {
  type BackendFactory,
  type JobsOptions,
  PostgresConnection,
  PostgresQueueBackend,
  Queue,
} from 'bullmq';
import type { Transaction } from '../database/index.js';
import { queueSchema } from './queue-schema.js';

type PoolLike = ConstructorParameters<typeof PostgresConnection>[0];

/**
 * Adds jobs inside a transaction of the worker: one that rolls back leaves no job, one that commits starts it right
 * after. It leans on classes that BullMQ exports without documenting, hence its exact version and our own test.
 */
export class JobAdder {
  constructor(
    /** Whether jobs live in the same Postgres. On Redis a job cannot share the transaction: give it a `jobId`. */
    readonly isTransactional: boolean,
  ) {}

  /** Job data holds ids only. Gives the job's id. */
  async add(
    tx: Transaction,
    queue: Queue,
    name: string,
    data: object,
    options?: JobsOptions,
  ): Promise<string> {
    const target = this.isTransactional ? queueOn(tx, queue.name) : queue;
    const { id } = await target.add(name, data, { ...queue.defaultJobOptions, ...options });
    if (id === undefined) throw new Error(`The job ${name} got no id`);
    return id;
  }
}

function queueOn(tx: Transaction, name: string): Pick<Queue, 'add'> {
  const connection = new PostgresConnection(poolOn(tx));
  // The schema was checked when the process started; here it would be asked on a connection of its own.
  connection.waitUntilReady = async () => undefined;
  const factory = (queue: string, options: ConstructorParameters<typeof PostgresQueueBackend>[2]) =>
    new PostgresQueueBackend(connection, queue, options, false);
  return new Queue(name, { connection: {}, skipMetasUpdate: true }, factory as unknown as BackendFactory);
}

/** Looks like a pool and runs every statement on the transaction's own connection, in BullMQ's schema. */
function poolOn(tx: Transaction): PoolLike {
  const pool = {
    on: () => pool,
    removeListener: () => pool,
    removeAllListeners: () => pool,
    end: async () => undefined,
    connect: async () => {
      throw new Error('A job inside a transaction has no connection of its own');
    },
    query: async (text: string, params: readonly unknown[] = []) => {
      const [before] = await tx.query<{ path: string }>(`select current_setting('search_path') as path`);
      await tx.query(`select set_config('search_path', $1, true)`, [queueSchema]);
      try {
        return { rows: await tx.query(text, params) };
      } finally {
        await tx.query(`select set_config('search_path', $1, true)`, [before?.path ?? 'public']);
      }
    },
  };
  return pool as unknown as PoolLike;
}
