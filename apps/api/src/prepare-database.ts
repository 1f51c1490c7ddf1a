import path from 'node:path';
import { entities } from './database/entities.js';
import { migrations } from './database/migrations/index.js';
import {
  type DatabaseAccess,
  ensureDatabase,
  migrate,
  oneAtATime,
  provisionRoles,
} from './platform/database/index.js';
import { migrateQueue } from './platform/queue/index.js';

/** The database of the product on the server that comes with it. */
export const databaseName = 'concordat';

/** Where the roles' passwords are kept. */
export const passwordsFileIn = (dataDir: string): string => path.join(dataDir, 'database-roles.json');

/** A server that comes with the product has only its maintenance database at first. */
export const productDatabase = (superuserUrl: string): Promise<string> =>
  ensureDatabase(superuserUrl, databaseName);

/** Roles, tables, row security and job tables: at each start, whatever the state found. */
export async function prepareDatabase(
  superuserUrl: string,
  passwordsFile: string,
): Promise<{ readonly access: DatabaseAccess; readonly applied: readonly string[] }> {
  return await oneAtATime(superuserUrl, 'preparing', async () => {
    const access = await provisionRoles(superuserUrl, passwordsFile);
    const applied = await migrate(access.migrate, { entities, migrations });
    await migrateQueue(access.migrate);
    return { access, applied };
  });
}
