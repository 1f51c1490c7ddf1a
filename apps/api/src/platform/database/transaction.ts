import type pg from 'pg';
import type { EntityManager } from 'typeorm';
import type { Question } from './question.js';

/** One database transaction as services and repositories see it. */
export class Transaction {
  private readAt: Date | undefined;

  constructor(readonly manager: EntityManager) {}

  /** Runs a statement and gives its rows, also those of `update ... returning`. Parameters are `$1`, `$2`. */
  async query<Row extends object>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return (await this.run(sql, params)).records as Row[];
  }

  /** Asks what is asked all day long, by the plan that the connection keeps. */
  async ask<Row extends object>({ name, sql }: Question, params: readonly unknown[] = []): Promise<Row[]> {
    const connection = (await this.runner.connect()) as pg.PoolClient;
    return (await connection.query<Row>({ name, text: sql, values: [...params] })).rows;
  }

  /** Runs a statement and gives the number of rows it touched. */
  async execute(sql: string, params: readonly unknown[] = []): Promise<number> {
    return (await this.run(sql, params)).affected ?? 0;
  }

  /**
   * The database's clock, read once: call it after the locks are held. `now()` would be the transaction's start,
   * and the process clock decides nothing.
   */
  async clock(): Promise<Date> {
    if (this.readAt === undefined) {
      const [row] = await this.query<{ at: Date }>('select clock_timestamp() as at');
      if (!row) throw new Error('The database gave no time');
      this.readAt = row.at;
    }
    return this.readAt;
  }

  private async run(sql: string, params: readonly unknown[]) {
    return await this.runner.query(sql, [...params], true);
  }

  private get runner() {
    const runner = this.manager.queryRunner;
    if (!runner) throw new Error('A transaction always has a connection of its own');
    return runner;
  }
}
