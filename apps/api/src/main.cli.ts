import 'reflect-metadata';
import { runCommandLine } from './cli/command-line.js';

const { env } = process;

process.exitCode = await runCommandLine(process.argv.slice(2), {
  env,
  // npm runs a script in the checkout and notes where the operator stood.
  cwd: env['INIT_CWD'] ?? process.cwd(),
  say: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
});
