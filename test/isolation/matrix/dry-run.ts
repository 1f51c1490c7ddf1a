import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { DataSource, QueryRunner } from 'typeorm';
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

  /** Every connection that a request takes ends its transaction here; a single statement gets one around it. */
  private watch(source: DataSource): void {
    const create = source.createQueryRunner.bind(source) as typeof source.createQueryRunner;
    source.createQueryRunner = (...mode) => {
      const runner = create(...mode);
      const run = this.current.getStore();
      if (run) watchRunner(runner, run);
      return runner;
    };
  }
}

function watchRunner(runner: QueryRunner, run: Run): void {
  const query = runner.query.bind(runner) as (text: string, ...rest: unknown[]) => Promise<unknown>;
  const release = runner.release.bind(runner);
  let isOpen = false;
  const end = async (): Promise<void> => {
    isOpen = false;
    const [row] = (await query('select pg_current_xact_id_if_assigned() is not null as wrote')) as {
      wrote: boolean;
    }[];
    if (row?.wrote) run.wrote = true;
    // What waits for the commit must be seen to pass.
    if (row?.wrote && run.dry) await query('set constraints all immediate');
    await query(run.dry ? 'rollback' : 'commit');
  };
  runner.query = (async (text: string, ...rest: unknown[]) => {
    if (text === 'commit') return await end();
    if (!isOpen && !text.startsWith('begin')) await query('begin');
    isOpen = text !== 'rollback';
    return await query(text, ...rest);
  }) as typeof runner.query;
  runner.release = async () => {
    if (isOpen) await end().catch(() => query('rollback'));
    await release();
  };
}
