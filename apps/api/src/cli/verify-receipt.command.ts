import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { verifyReceipt } from '../modules/submission/verify-receipt.js';
import type { Command } from './command.js';
import { pathFrom } from './installation.js';

const usage = `verify-receipt [--key <public-key.pem>] <receipt.json> [files...]
    Says whether a receipt is genuine and whether the files are those that were submitted. Needs no server.`;

/** Verifies a receipt anywhere. */
export const verifyReceiptCommand: Command = {
  usage,
  async run({ args, cwd, say }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { key: { type: 'string' } },
      allowPositionals: true,
    });
    const [receipt, ...files] = positionals;
    if (receipt === undefined) {
      say(usage);
      return 1;
    }
    const { problems, findings } = verifyReceipt(
      await readFile(pathFrom(cwd, receipt), 'utf8'),
      await Promise.all(
        files.map(async (file) => ({
          name: path.basename(file),
          bytes: await readFile(pathFrom(cwd, file)),
        })),
      ),
      values.key === undefined ? null : await readFile(pathFrom(cwd, values.key), 'utf8'),
    );
    findings.forEach(say);
    problems.forEach((problem) => say(`NOT VERIFIED: ${problem}`));
    if (problems.length === 0) say('VERIFIED: the receipt is whole and its signature fits.');
    return problems.length === 0 ? 0 : 1;
  },
};
