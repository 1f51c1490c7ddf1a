import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { runCommandLine } from '../../apps/api/src/cli/command-line.js';
import { checkout } from '../support/product.js';

/** How a command ended, and everything that it said. */
export interface CommandEnd {
  readonly code: number | null;
  readonly said: string;
}

/** Runs an operator's command as a process of its own, as `npm run concordat --` does after building. */
export async function runAsProcess(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<CommandEnd> {
  const own = /^(PORT|HOST|DATABASE_URL|REDIS_URL|SMTP_URL|CONCORDAT_.*|NODE_ENV|NODE_OPTIONS|INIT_CWD)$/;
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
  const child = spawn(process.execPath, [path.join(checkout, 'apps/api/dist/main.cli.js'), ...args], {
    cwd: path.parse(checkout).root,
    env: { ...inherited, NODE_ENV: 'production', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

/** Runs an operator's command in this process: the same code, without a start for each. */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandEnd> {
  let said = '';
  const hear = (line: string): void => {
    said += `${line}\n`;
  };
  const code = await runCommandLine(args, { env, cwd: path.parse(checkout).root, say: hear, complain: hear });
  return { code, said };
}
