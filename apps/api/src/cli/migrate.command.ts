import { parseArgs } from 'node:util';
import { prepareDatabase, passwordsFileIn } from '../prepare-database.js';
import { readConfig } from '../platform/config/index.js';
import { type Command, CommandError, counted } from './command.js';
import { migrationNames } from './installation-schema.js';
import { withDatabase } from './installation.js';
import { withClient } from './backup/snapshot.js';

const usage = `migrate [--dry-run]
    Brings the database to this version without serving anybody; with --dry-run only lists what it would do.
    Several at once do no harm: they take turns.`;

/** Brings the database to this version. */
export const migrateCommand: Command = {
  usage,
  async run({ args, env, say }) {
    const { values } = parseArgs({
      args: [...args],
      options: { 'dry-run': { type: 'boolean', default: false } },
    });
    const config = readConfig(env);
    return await withDatabase(config, say, async (superuserUrl) => {
      const { pending, unknown } = await migrationsOf(superuserUrl);
      if (unknown.length > 0)
        throw new CommandError(
          `The database was made by a newer Concordat than this one (it has ${unknown.join(', ')}). Nothing was changed; use that version or a newer one.`,
        );
      for (const name of pending) say(`  ${name}`);
      if (values['dry-run']) {
        say(
          pending.length === 0
            ? 'The database is up to date.'
            : `${counted(pending.length, 'migration')} would be applied. Nothing was changed; make a back-up before you go on.`,
        );
        return 0;
      }
      const { applied } = await prepareDatabase(superuserUrl, passwordsFileIn(config.dataDir));
      say(
        applied.length === 0
          ? 'The database is up to date.'
          : `${counted(applied.length, 'migration')} applied.`,
      );
      return 0;
    });
  },
};

/** The migrations that a database has not seen, and those that this version does not know. Oldest first. */
export async function migrationsOf(
  superuserUrl: string,
): Promise<{ readonly pending: readonly string[]; readonly unknown: readonly string[] }> {
  const applied = await withClient(superuserUrl, 'migrate', async (client) => {
    const { rows } = await client.query<{ there: boolean }>(
      `select to_regclass('public.migration') is not null as there`,
    );
    if (rows[0]?.there !== true) return [];
    const found = await client.query<{ name: string }>('select name from public.migration order by id');
    return found.rows.map(({ name }) => name);
  });
  return {
    pending: migrationNames.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !migrationNames.includes(name)),
  };
}
