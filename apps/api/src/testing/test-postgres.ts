import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { ensureDatabase } from '../platform/database/index.js';
import { openEmbeddedDatabase } from '../platform/embedded-database/index.js';
import { passwordsFileIn, prepareDatabase } from '../prepare-database.js';

/** The migrated database that each spec file's own is copied from. */
export const templateName = 'concordat_template';

/** How spec files, in whatever process, reach the run's Postgres. */
export interface TestPostgresAddress {
  readonly superuserUrl: string;
  readonly passwordsFile: string;
}

/** Opens a Postgres in a folder that goes away with it, with roles made and the template migrated. */
export async function openTestPostgres(): Promise<{
  address: TestPostgresAddress;
  stop: () => Promise<void>;
}> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'concordat-test-'));
  const lines: string[] = [];
  const server = await openEmbeddedDatabase({ dataDir, log: (line) => void lines.push(line) });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await hurry(server.superuserUrl);
    const passwordsFile = passwordsFileIn(dataDir);
    await prepareDatabase(await ensureDatabase(server.superuserUrl, templateName), passwordsFile);
    return { address: { superuserUrl: server.superuserUrl, passwordsFile }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** These data need not outlive the run; what must survive a crash is tested on a server of its own. */
async function hurry(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
    await client.query(`alter system set ${setting} = off`);
  await client.query('select pg_reload_conf()');
  await client.end();
}
