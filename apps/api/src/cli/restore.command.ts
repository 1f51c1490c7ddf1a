import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../platform/config/index.js';
import { openBackUp } from './backup/check-backup.js';
import { refuseUnreadable, restore } from './backup/restore.js';
import { bytesInWords, type Command, CommandError, counted } from './command.js';
import { pathFrom, withOwnServer } from './installation.js';
import { readPassphrase } from './passphrase.js';

const usage = `restore <file> [--into <data folder>|<postgres://...>] [--passphrase-file <file>]
    Brings a back-up into an empty data folder or database, and reads everything back to compare it.
    Without --into: where DATABASE_URL and CONCORDAT_DATA_DIR point.`;

/** What a database of ours, and nothing else, leaves in a folder. */
const ours =
  /^(postgres.*|database-password|database-roles\.json|concordat\.lock.*|receipt-key\.pem|installation\.key)$/;

/** Brings a back-up into an empty place. */
export const restoreCommand: Command = {
  usage,
  async run({ args, env, cwd, say }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { into: { type: 'string' }, 'passphrase-file': { type: 'string' } },
      allowPositionals: true,
    });
    const [given] = positionals;
    if (given === undefined || positionals.length > 1) {
      say(usage);
      return 1;
    }
    const target = targetOf(readConfig(env), cwd, values.into);
    const passphrase = await readPassphrase(cwd, values['passphrase-file']);
    const file = pathFrom(cwd, given);
    const from = performance.now();
    const work = (superuserUrl: string) =>
      restore({ file, passphrase, superuserUrl, keyFolder: target.dataDir });
    // Before anything is made: a file that cannot be restored leaves no half-made folder behind.
    refuseUnreadable(await openBackUp(file, passphrase), file);
    if (target.databaseUrl === undefined) await refuseStrangers(target.dataDir);
    const { manifest, fingerprint, compared, held, migrated } =
      target.databaseUrl === undefined
        ? await withOwnServer(target.dataDir, say, work)
        : await work(target.databaseUrl);
    say(`The installation as it was at ${manifest.at} (UTC), signed with the key ${fingerprint}.`);
    if (migrated.length > 0)
      say(`It was made by an older version: ${counted(migrated.length, 'migration')} applied.`);
    say(
      `Read back and compared, without a difference: ${counted(compared.rows, 'row')} (${bytesInWords(compared.bytes)}) in ${counted(compared.tables, 'table')}, the text of ${counted(compared.sections, 'section')}, ${counted(compared.receipts, 'receipt')}, ${counted(compared.auditEvents, 'audit event')}.`,
    );
    say('Nobody is signed in: everybody signs in anew, with the password of that time.');
    if (held.messages + held.events > 0)
      say(
        `Nothing goes out twice: ${counted(held.messages, 'message')} that were due and ${counted(held.events, 'event')} not yet told wait as failed in the reminders' console until an administrator retries them.`,
      );
    say(
      `Restored in ${((performance.now() - from) / 1000).toFixed(1)} s. Start it with CONCORDAT_DATA_DIR=${target.dataDir}${target.databaseUrl === undefined ? '' : ' and the DATABASE_URL you restored into'}.`,
    );
    return 0;
  },
};

function targetOf(
  config: Config,
  cwd: string,
  into: string | undefined,
): Pick<Config, 'dataDir' | 'databaseUrl'> {
  if (into === undefined) return config;
  if (/^postgres(ql)?:\/\//.test(into)) return { dataDir: config.dataDir, databaseUrl: into };
  return { dataDir: pathFrom(cwd, into), databaseUrl: undefined };
}

async function refuseStrangers(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const strangers = found.filter((name) => !ours.test(name));
  if (strangers.length > 0)
    throw new CommandError(
      `The folder ${folder} is not empty (it holds ${strangers.slice(0, 3).join(', ')}). Nothing was changed; name a new folder${found.length > strangers.length ? '' : `, such as ${path.join(folder, 'restored')}`}.`,
    );
}
