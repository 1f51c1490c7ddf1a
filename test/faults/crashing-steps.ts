import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Product, Room } from '../support/product.js';
import { superuserUrl } from '../support/product.js';

/** A step of a transaction, as the database sees it. */
export interface Step {
  /** What is about to happen. */
  readonly name: string;
  readonly table: string;
  readonly on: 'insert' | 'update';
  /** At the COMMIT, when everything else is written. */
  readonly atCommit?: true;
  /** Where not every row is meant: a condition on `new`, in SQL. */
  readonly when?: string;
}

const longestMs = 30_000;

/**
 * Stops the product's transactions at one step, from inside the database: a trigger sleeps there. What the server did
 * until then is done, and what comes after has not begun, when it is killed.
 */
export class CrashingSteps {
  constructor(
    private readonly room: Room,
    private readonly steps: readonly Step[],
  ) {}

  async install(): Promise<void> {
    await this.run(`
      create table crash_at (step text not null, seconds int not null);
      create function crash_here() returns trigger language plpgsql security definer as $$
        declare wanted int;
        begin
          select seconds into wanted from public.crash_at where step = tg_argv[0];
          if wanted is not null then perform pg_sleep(wanted); end if;
          return new;
        end $$`);
    for (const [at, { name, table, on, atCommit, when = 'true' }] of this.steps.entries()) {
      const run = `for each row when (${when}) execute function crash_here('${name}')`;
      await this.run(
        atCommit
          ? `create constraint trigger zz_crash_${at} after ${on} on ${table} deferrable initially deferred ${run}`
          : `create trigger aa_crash_${at} before ${on} on ${table} ${run}`,
      );
    }
  }

  /** Lets the next transaction stop there, for so many seconds. */
  async stopAt(name: string, seconds: number): Promise<void> {
    await this.run('insert into crash_at values ($1, $2)', [name, seconds]);
  }

  /** Waits until one stands there, then kills the server without warning and lets nobody stop again. */
  async killThere(product: Product, name: string, role = 'concordat_web'): Promise<void> {
    await this.until(
      `select from pg_stat_activity where wait_event = 'PgSleep' and usename = '${role}'`,
      `nothing came to the step: ${name}`,
    );
    product.child.kill('SIGKILL');
    await product.ended();
    await this.run('delete from crash_at');
  }

  /** Waits until what was sent off before the server died is done. */
  async settled(): Promise<void> {
    await this.until(
      `select where not exists (select from pg_stat_activity where wait_event = 'PgSleep')`,
      'a transaction never ended',
    );
  }

  async run<Row extends pg.QueryResultRow>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: await superuserUrl(this.room.dataDir) });
    await client.connect();
    try {
      return (await client.query<Row>(text, [...params])).rows;
    } finally {
      await client.end();
    }
  }

  async until(holds: string, otherwise: string): Promise<void> {
    const deadline = performance.now() + longestMs;
    while ((await this.run(holds)).length === 0) {
      if (performance.now() > deadline) throw new Error(otherwise);
      await pause(20);
    }
  }
}
