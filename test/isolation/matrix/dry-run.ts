import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { DataSource, EntityManager } from 'typeorm';
import {
  CollabDatabase,
  PublicDatabase,
  WebDatabase,
  WorkerDatabase,
} from '../../../apps/api/src/platform/database/index.js';
import type { TestServer } from '../../../apps/api/src/testing/index.js';

interface Run {
  /** Nothing is committed that this request does. */
  readonly dry: boolean;
  wrote: boolean;
}

/**
 * Lets requests run to their end and then takes back what they wrote, so that thousands of changing requests meet the
 * same rows; and says of each request whether it would have left anything behind. What runs besides requests (sending,
 * draining) commits as ever.
 */
export class DryRun {
  /** Whether requests that begin from now on are taken back. */
  on = false;
  private readonly current = new AsyncLocalStorage<Run>();
  private readonly writers = new Set<string>();

  constructor({ app }: TestServer) {
    for (const database of [WebDatabase, CollabDatabase, WorkerDatabase, PublicDatabase])
      this.watch((app.get(database) as unknown as { source: DataSource }).source);
    const server = app.getHttpServer() as Server;
    const handlers = server.listeners('request') as ((
      request: IncomingMessage,
      response: ServerResponse,
    ) => void)[];
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const run: Run = { dry: this.on, wrote: false };
      response.once('finish', () => {
        if (run.wrote) this.writers.add(String(response.getHeader('x-request-id')));
      });
      this.current.run(run, () => handlers.forEach((handle) => handle(request, response)));
    });
  }

  /** Whether the request with this number wrote anything that a commit would have kept; asked once. */
  wrote(requestId: string): boolean {
    return this.writers.delete(requestId);
  }

  private watch(source: DataSource): void {
    const whole = source.transaction.bind(source) as typeof source.transaction;
    source.transaction = (async (...given: unknown[]) => {
      const run = this.current.getStore();
      const work = given.at(-1) as (manager: EntityManager) => Promise<unknown>;
      if (!run) return await whole(work);
      return await this.transact(source, run, work);
    }) as typeof source.transaction;
  }

  private async transact(source: DataSource, run: Run, work: (manager: EntityManager) => Promise<unknown>) {
    const runner = source.createQueryRunner();
    await runner.startTransaction();
    try {
      const result = await work(runner.manager);
      const [{ xid }] = (await runner.query('select pg_current_xact_id_if_assigned()::text as xid')) as [
        { xid: string | null },
      ];
      if (xid !== null) run.wrote = true;
      // What waits for the commit must be seen to pass.
      if (xid !== null && run.dry) await runner.query('set constraints all immediate');
      if (run.dry) await runner.rollbackTransaction();
      else await runner.commitTransaction();
      return result;
    } catch (error) {
      await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}
