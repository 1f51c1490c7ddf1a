import type pg from 'pg';
import { DataSource } from 'typeorm';
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
    return await this.source.transaction((manager) => work(new Transaction(manager)));
  }

  /** The setting is local to the transaction, so it can never leak through the pool to the next person. */
  protected async as<T>({ personId }: Acting, work: Work<T>): Promise<T> {
    return await this.anonymously(async (tx) => {
      await tx.query("select set_config('app.person_id', $1, true)", [personId]);
      return await work(tx);
    });
  }
}

/** What signed-in people read and write: role `concordat_web`, always as the person who acts. */
export class WebDatabase extends RoleDatabase {
  transaction<T>(acting: Acting, work: Work<T>): Promise<T> {
    return this.as(acting, work);
  }
}

/** Sections and their logs for the live editor: role `concordat_collab`, always as the person who types. */
export class CollabDatabase extends RoleDatabase {
  transaction<T>(acting: Acting, work: Work<T>): Promise<T> {
    return this.as(acting, work);
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
