import 'reflect-metadata';
import { backupCommand } from './cli/backup.command.js';
import type { Command } from './cli/command.js';
import { doctorCommand } from './cli/doctor.command.js';
import { explainCommandFailure } from './cli/failure.js';
import { migrateCommand } from './cli/migrate.command.js';
import { restoreCommand } from './cli/restore.command.js';
import { verifyAuditCommand } from './cli/verify-audit.command.js';
import { verifyReceiptCommand } from './cli/verify-receipt.command.js';

const commands: Readonly<Record<string, Command>> = {
  backup: backupCommand,
  restore: restoreCommand,
  migrate: migrateCommand,
  doctor: doctorCommand,
  'verify-audit': verifyAuditCommand,
  'verify-receipt': verifyReceiptCommand,
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function sayUsage(): void {
  say('Usage: npm run concordat -- <command>\n');
  for (const { usage } of Object.values(commands)) say(usage);
}

async function run([name = '', ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    sayUsage();
    return name === '' || name === '--help' || name === 'help' ? 0 : 1;
  }
  const { env } = process;
  // npm runs a script in the checkout and notes where the operator stood.
  return await command.run({ args, env, cwd: env['INIT_CWD'] ?? process.cwd(), say });
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const { sentence, isExpected } = explainCommandFailure(error);
  process.stderr.write(`${sentence}\n`);
  if (!isExpected && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  process.exitCode = 1;
}
