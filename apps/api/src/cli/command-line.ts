import { backupCommand } from './backup.command.js';
import type { Command, CommandContext } from './command.js';
import { doctorCommand } from './doctor.command.js';
import { explainCommandFailure } from './failure.js';
import { migrateCommand } from './migrate.command.js';
import { restoreCommand } from './restore.command.js';
import { verifyAuditCommand } from './verify-audit.command.js';
import { verifyReceiptCommand } from './verify-receipt.command.js';

const commands: Readonly<Record<string, Command>> = {
  backup: backupCommand,
  restore: restoreCommand,
  migrate: migrateCommand,
  doctor: doctorCommand,
  'verify-audit': verifyAuditCommand,
  'verify-receipt': verifyReceiptCommand,
};

/** Where a command speaks: what it found, and why it could not be done. */
export interface CommandSurroundings extends Omit<CommandContext, 'args'> {
  readonly complain: (line: string) => void;
}

/** Runs what the operator typed and gives the exit code. Never throws. */
export async function runCommandLine(
  [name = '', ...args]: readonly string[],
  { complain, ...context }: CommandSurroundings,
): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    context.say('Usage: npm run concordat -- <command>\n');
    for (const { usage } of Object.values(commands)) context.say(usage);
    return name === '' || name === '--help' || name === 'help' ? 0 : 1;
  }
  try {
    return await command.run({ args, ...context });
  } catch (error) {
    const { sentence, isExpected } = explainCommandFailure(error);
    complain(sentence);
    if (!isExpected) complain((error as Partial<Error> | null)?.stack ?? '');
    return 1;
  }
}
