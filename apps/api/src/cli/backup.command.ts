import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../platform/config/index.js';
import { backUp } from './backup/back-up.js';
import { checkBackUp } from './backup/check-backup.js';
import { fingerprintOf, type Manifest } from './backup/manifest.js';
import { readKeyFiles, signingKeyName } from './backup/key-files.js';
import { bytesInWords, type Command, type CommandContext, CommandError, counted } from './command.js';
import { pathFrom, withDatabase } from './installation.js';
import { readPassphrase } from './passphrase.js';

const extension = '.backup';

const usage = `backup <folder|file${extension}> (--passphrase-file <file> | --with-keys)
    Saves the whole installation in one file, while people write or while it is stopped.
backup --check <file> [--passphrase-file <file>]
    Reads a back-up and says whether it is whole and genuine; restores nothing.`;

/** Saves an installation, or checks what was saved. */
export const backupCommand: Command = {
  usage,
  async run(context) {
    const { values, positionals } = parseArgs({
      args: [...context.args],
      options: {
        check: { type: 'boolean', default: false },
        'passphrase-file': { type: 'string' },
        'with-keys': { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const [target] = positionals;
    if (target === undefined || positionals.length > 1) {
      context.say(usage);
      return 1;
    }
    const passphrase = await readPassphrase(context.cwd, values['passphrase-file']);
    const at = pathFrom(context.cwd, target);
    if (values.check) return await check(context, at, passphrase);
    if (passphrase === undefined && !values['with-keys'])
      throw new CommandError(
        'A back-up holds every text and the keys that sign receipts. Nothing was saved yet: seal it with --passphrase-file <file> (keep that file elsewhere; without it the back-up cannot be opened), or say --with-keys to leave it readable for whoever holds it.',
      );
    return await make(context, at, passphrase);
  },
};

async function make(
  { env, say }: CommandContext,
  target: string,
  passphrase: string | undefined,
): Promise<number> {
  const config = readConfig(env);
  const file = await fileFor(target);
  const from = performance.now();
  const made = await withDatabase(config, say, (superuserUrl) =>
    backUp({ superuserUrl, keyFolder: config.dataDir, file, passphrase }),
  );
  // Written is not readable: it counts once every byte was read back.
  await checkBackUp(file, passphrase);
  tell(say, made.manifest);
  say(
    passphrase === undefined
      ? 'It is not sealed: whoever holds it can read every text and sign receipts. Guard it as the server itself.'
      : 'It is sealed: without the passphrase nobody can open it, nor can you.',
  );
  say(
    `Saved and read back: ${file}, ${bytesInWords(made.bytes)}, in ${((performance.now() - from) / 1000).toFixed(1)} s.`,
  );
  return 0;
}

async function check(
  { env, say }: CommandContext,
  file: string,
  passphrase: string | undefined,
): Promise<number> {
  const { manifest, fingerprint, bytes, opened } = await checkBackUp(file, passphrase);
  tell(say, manifest);
  say(`Signed with the key ${fingerprint}${await whoseKey(env, fingerprint)}.`);
  if (!opened)
    say(
      'It is sealed: its bytes are those that were signed, its content was not read. Name --passphrase-file for that.',
    );
  say(`WHOLE: all ${bytesInWords(bytes)} are what was saved.`);
  return 0;
}

/** Says whose key it is, where this machine knows that. */
async function whoseKey(env: CommandContext['env'], fingerprint: string): Promise<string> {
  try {
    const keys = await readKeyFiles(readConfig(env).dataDir);
    const own = keys.find(({ name }) => name === signingKeyName);
    return own && fingerprintOf(own.bytes) === fingerprint
      ? ', which is the key of the installation here'
      : ', which is not the key of the installation here';
  } catch {
    // A back-up is checked on any machine, also where no installation is.
    return '; compare it with the one your installation publishes at /api/receipts/key';
  }
}

function tell(say: (line: string) => void, manifest: Manifest): void {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  say(
    `The installation as it was at ${manifest.at} (UTC): ${counted(manifest.sections.length, 'section')}, ${counted(rows, 'row')} in ${counted(manifest.tables.length, 'table')}, ${counted(manifest.receipts.count, 'receipt')}, ${counted(manifest.audit.events, 'audit event')}.`,
  );
  for (const { id, damagedAt } of manifest.sections)
    if (damagedAt !== null)
      say(
        `ATTENTION: the log of section ${id} is damaged at position ${damagedAt}. It was saved as it is; its text up to there is good. Look for an older back-up.`,
      );
}

/** A folder gets a file named by the moment; a name with our extension is meant as the file itself. */
async function fileFor(target: string): Promise<string> {
  const isFolder = await stat(target).then(
    (found) => found.isDirectory(),
    () => !target.endsWith(extension),
  );
  if (!isFolder) return target;
  const stamp = new Date()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '');
  return path.join(target, `concordat-${stamp}${extension}`);
}
