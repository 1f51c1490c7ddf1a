import { runMigrations } from 'bullmq';
import pg from 'pg';

/** The schema that holds the jobs when they live in Postgres. */
export const queueSchema = 'bullmq';

/**
 * Brings the job tables up to date as `concordat_migrate`, and lets `concordat_worker` use them. The web has no right
 * there: it writes to the outbox, and the worker makes jobs of it.
 */
export async function migrateQueue(migrateUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: migrateUrl, options: `-c search_path=${queueSchema}` });
  await client.connect();
  try {
    await runMigrations(client, queueSchema, {});
    // BullMQ makes a sequence per queue when its first job comes, hence the right to create in its own schema.
    await client.query(`grant usage, create on schema ${queueSchema} to concordat_worker`);
    await client.query(
      `grant select, insert, update, delete on all tables in schema ${queueSchema} to concordat_worker`,
    );
    await client.query(`revoke execute on all functions in schema ${queueSchema} from public`);
    await client.query(`grant execute on all functions in schema ${queueSchema} to concordat_worker`);
    // The sequences that the worker made are its own already, and not ours to grant.
    const { rows } = await client.query<{ statement: string }>(
      `select format('grant usage, select on sequence %s to concordat_worker', oid::regclass) as statement
         from pg_class where relkind = 'S' and relnamespace = $1::regnamespace and relowner = current_user::regrole`,
      [queueSchema],
    );
    for (const { statement } of rows) await client.query(statement);
  } finally {
    await client.end();
  }
}
