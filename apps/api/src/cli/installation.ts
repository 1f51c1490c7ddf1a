import path from 'node:path';
import { databaseName, productDatabase } from '../prepare-database.js';
import type { Config } from '../platform/config/index.js';
import {
  findRunningDatabase,
  hasDatabase,
  openEmbeddedDatabase,
} from '../platform/embedded-database/index.js';
import { CommandError } from './command.js';

/** The product's database on a server, by the address of any database there. */
function onServer(url: string): string {
  const address = new URL(url);
  address.pathname = `/${databaseName}`;
  return address.href;
}

/**
 * Runs work on the installation's database as its superuser: the operator's server, or the database that comes with
 * Concordat. That one is used as it runs, beside the product; where it does not run, it is started for the work alone.
 */
export async function withDatabase<T>(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  say: (line: string) => void,
  work: (superuserUrl: string) => Promise<T>,
): Promise<T> {
  if (databaseUrl !== undefined) return await work(databaseUrl);
  const running = await findRunningDatabase(dataDir);
  if (running !== undefined) return await work(onServer(running));
  if (!(await hasDatabase(dataDir)))
    throw new CommandError(
      `There is no installation in ${dataDir}. Nothing was changed; set CONCORDAT_DATA_DIR to its data folder, or DATABASE_URL to its database.`,
    );
  return await withOwnServer(dataDir, say, work);
}

/** Starts the database that comes with Concordat on a folder, made where it is missing, for one piece of work. */
export async function withOwnServer<T>(
  dataDir: string,
  say: (line: string) => void,
  work: (superuserUrl: string) => Promise<T>,
): Promise<T> {
  const server = await openEmbeddedDatabase({ dataDir, log: say });
  try {
    return await work(await productDatabase(server.superuserUrl));
  } finally {
    await server.stop();
  }
}

/** A path as the operator meant it. */
export const pathFrom = (cwd: string, given: string): string => path.resolve(cwd, given);
