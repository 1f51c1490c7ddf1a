import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { verifyReceipt } from './modules/submission/verify-receipt.js';

const usage = `Usage: npm run concordat -- verify-receipt [--key <public-key.pem>] <receipt.json> [files...]

Says whether a receipt is genuine and whether the files are those that were submitted. Needs no server.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function verifyReceiptCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { key: { type: 'string' } },
    allowPositionals: true,
  });
  const [receipt, ...files] = positionals;
  if (receipt === undefined) {
    say(usage);
    return 1;
  }
  const { problems, findings } = verifyReceipt(
    await readFile(receipt, 'utf8'),
    await Promise.all(
      files.map(async (file) => ({ name: path.basename(file), bytes: await readFile(file) })),
    ),
    values.key === undefined ? null : await readFile(values.key, 'utf8'),
  );
  findings.forEach(say);
  problems.forEach((problem) => say(`NOT VERIFIED: ${problem}`));
  if (problems.length === 0) say('VERIFIED: the receipt is whole and its signature fits.');
  return problems.length === 0 ? 0 : 1;
}

const commands: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  'verify-receipt': verifyReceiptCommand,
};

async function run([name = '', ...args]: readonly string[]): Promise<number> {
  const command = commands[name];
  if (command) return await command(args);
  say(usage);
  return name === '' || name === '--help' ? 0 : 1;
}

function sentenceOf(error: unknown): string {
  const { code, path: file } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `There is no file ${file ?? ''}. Nothing was checked.`;
  if (code === 'EISDIR' || code === 'EACCES')
    return `${file ?? 'A file'} cannot be read. Nothing was checked.`;
  return error instanceof Error ? error.message : String(error);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
