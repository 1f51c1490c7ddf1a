import { readFile } from 'node:fs/promises';
import { verifyAudit } from '../modules/audit/verify-audit.js';
import type { Command } from './command.js';
import { pathFrom } from './installation.js';

const usage = `verify-audit <export> [earlier export]
    Says whether an exported history is whole: nothing missing, nothing changed. With an earlier export of the same
    history also whether it was rewritten since. Needs no server.`;

/** Verifies an exported history anywhere. */
export const verifyAuditCommand: Command = {
  usage,
  async run({ args: [file, earlier], cwd, say }) {
    if (file === undefined) {
      say(usage);
      return 1;
    }
    const { problems, findings } = verifyAudit(
      await readFile(pathFrom(cwd, file), 'utf8'),
      earlier === undefined ? null : await readFile(pathFrom(cwd, earlier), 'utf8'),
    );
    findings.forEach(say);
    problems.forEach((problem) => say(`NOT VERIFIED: ${problem}`));
    if (problems.length === 0) say('VERIFIED: the history is whole.');
    return problems.length === 0 ? 0 : 1;
  },
};
