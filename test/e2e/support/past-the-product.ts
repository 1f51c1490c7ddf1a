import pg from 'pg';
import { superuserUrl } from '../../support/product.js';
import type { Journey } from './journey.js';

/**
 * Runs a statement as the database's superuser: what no door of the product does. A setting, such as
 * `session_replication_role = replica`, holds for this statement alone.
 */
export async function pastTheProduct(
  { room }: Journey,
  statement: string,
  values: unknown[] = [],
  setting?: string,
): Promise<pg.QueryResult<Record<string, unknown>>> {
  const client = new pg.Client({ connectionString: await superuserUrl(room.dataDir) });
  await client.connect();
  try {
    if (setting !== undefined) await client.query(`set ${setting}`);
    return await client.query<Record<string, unknown>>(statement, values);
  } finally {
    await client.end();
  }
}
