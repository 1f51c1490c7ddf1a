import pg from 'pg';
import { DataSource } from 'typeorm';
import { askAs, type Asked, type Question } from './question.js';
import { Transaction } from './transaction.js';

/** Who acts, for row-level security: rows of proposals without their active membership do not exist. */
export interface Acting {
  readonly personId: string;
}

type Work<T> = (tx: Transaction) => Promise<T>;

/** The connections of one login role. Nothing leaves a transaction half done: it commits whole or not at all. */
export abstract class RoleDatabase {
  constructor(protected readonly source: DataSource) {}

  /** Connections of this role: those at work, those that wait for work, and callers that wait for one. */
  get connections(): { readonly busy: number; readonly idle: number; readonly awaited: number } {
    const { totalCount, idleCount, waitingCount } = (this.source.driver as unknown as { master: pg.Pool })
      .master;
    return { busy: totalCount - idleCount, idle: idleCount, awaited: waitingCount };
  }

  /** Whether the database answers; throws the reason when it does not. */
  async ping(): Promise<void> {
    await this.source.query('select 1');
  }

  protected async anonymously<T>(work: Work<T>): Promise<T> {
    return await this.between('begin', work);
  }

  /** The setting is local to the transaction, so it can never leak through the pool to the next person. */
  protected async as<T>({ personId }: Acting, work: Work<T>): Promise<T> {
    // With the begin in one journey: every request and every opened section makes it.
    const act = `select set_config('app.person_id', ${pg.escapeLiteral(personId)}, true)`;
    return await this.between(`begin; ${act}`, work);
  }

  /** A question of the acting person in one journey; row security holds as in any other transaction. */
  protected async asking<Row extends object>(
    { personId }: Acting,
    question: Question,
    params: readonly Asked[],
    begin: 'begin' | 'begin read only' = 'begin read only',
  ): Promise<Row[]> {
    const runner = this.source.createQueryRunner();
    const connection = (await runner.connect()) as pg.PoolClient;
    try {
      return await askAs<Row>(connection, { personId, begin }, question, params);
    } catch (error) {
      await connection.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** For work that is a single statement: each statement is a transaction of its own. */
  protected async alone<T>(work: Work<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      return await work(new Transaction(runner.manager));
    } finally {
      await runner.release();
    }
  }

  private async between<T>(begin: string, work: Work<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.query(begin);
      const result = await work(new Transaction(runner.manager));
      await runner.query('commit');
      return result;
    } catch (error) {
      // A connection that is gone rolls back by itself; what counts is why the work failed.
      await runner.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/** What signed-in people read and write: role `concordat_web`, always as the person who acts. */
export class WebDatabase extends RoleDatabase {
  transaction<T>(acting: Acting, work: Work<T>): Promise<T> {
    return this.as(acting, work);
  }

  /** For reading what one statement tells. Ask for the ability before: nothing can be asked in between. */
  ask<Row extends object>(acting: Acting, question: Question, ...params: readonly Asked[]): Promise<Row[]> {
    return this.asking<Row>(acting, question, params);
  }
}

/** Sections and their logs for the live editor: role `concordat_collab`, always as the person who types. */
export class CollabDatabase extends RoleDatabase {
  transaction<T>(acting: Acting, work: Work<T>): Promise<T> {
    return this.as(acting, work);
  }

  /** For reading what one statement tells. */
  ask<Row extends object>(acting: Acting, question: Question, ...params: readonly Asked[]): Promise<Row[]> {
    return this.asking<Row>(acting, question, params);
  }

  /** For what one statement does and tells. */
  act<Row extends object>(acting: Acting, question: Question, ...params: readonly Asked[]): Promise<Row[]> {
    return this.asking<Row>(acting, question, params, 'begin');
  }
}

/** Ledger, outbox and deadlines for jobs: role `concordat_worker`, which has no grant on any text. */
export class WorkerDatabase extends RoleDatabase {
  transaction<T>(work: Work<T>): Promise<T> {
    return this.anonymously(work);
  }
}

/** What is open before anybody is signed in: role `concordat_public`, named functions only. */
export class PublicDatabase extends RoleDatabase {
  transaction<T>(work: Work<T>): Promise<T> {
    return this.anonymously(work);
  }

  /** For one named function alone. */
  statement<T>(work: Work<T>): Promise<T> {
    return this.alone(work);
  }
}

/**
 * The operator's own work: the sample, repairs, back-ups. Role `concordat_migrate`, which row security lets pass.
 * It is opened for a task and closed after it; nothing that serves requests holds one.
 */
export class OperatorDatabase extends RoleDatabase {
  transaction<T>(work: Work<T>): Promise<T> {
    return this.anonymously(work);
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }
}
