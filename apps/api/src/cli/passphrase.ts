import { readFile } from 'node:fs/promises';
import { CommandError } from './command.js';
import { pathFrom } from './installation.js';

const shortest = 16;

/** The first line of the file that holds a passphrase; undefined where no file was named. */
export async function readPassphrase(cwd: string, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const [line = ''] = (await readFile(pathFrom(cwd, file), 'utf8')).split(/\r?\n/);
  if (line.length < shortest)
    throw new CommandError(
      `The passphrase in ${file} is shorter than ${shortest} characters. Nothing was changed; write a longer one in its first line, for example by "openssl rand -base64 33 > ${file}".`,
    );
  return line;
}
