import type { DataSourceOptions, EntityTarget, ObjectLiteral } from 'typeorm';
import pg from 'pg';
import { dataSource } from './data-source.js';

/** What a database is brought to. */
export interface Schema {
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
  readonly migrations: NonNullable<DataSourceOptions['migrations']>;
}

/**
 * Applies the migrations that this database has not seen, as `concordat_migrate`, one process at a time.
 * Gives their names, oldest first; a migration that fails leaves the database as the one before it made it.
 */
export async function migrate(url: string, { entities, migrations }: Schema): Promise<readonly string[]> {
  const gate = new pg.Client({ connectionString: url });
  await gate.connect();
  try {
    await gate.query(`select pg_advisory_lock(hashtext('concordat.migrate'))`);
    const source = dataSource({ url, entities, poolSize: 2, onPoolError: ignoreWhileMigrating }, migrations);
    await source.initialize();
    try {
      return (await source.runMigrations()).map(({ name }) => name);
    } finally {
      await source.destroy();
    }
  } finally {
    await gate.end();
  }
}

/** A connection that breaks here makes the statement on it fail, and that failure is the one to report. */
const ignoreWhileMigrating = (): void => undefined;

/** Makes a database on the server of `superuserUrl` unless it is there, and gives its address. */
export async function ensureDatabase(superuserUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const url = new URL(superuserUrl);
  url.pathname = `/${name}`;
  return url.href;
}
