import { spawn } from 'node:child_process';
import { checkout } from './workspace.mjs';

/** Runs one command quietly. Its output is shown only when it fails, and then the program ends with it. */
export async function stage({ doing, done, command, args, env = process.env }) {
  console.log(`${doing} ...`);
  const started = performance.now();
  const { code, output } = await run(command, args, { env });
  if (code !== 0) {
    console.error(output.trimEnd());
    console.error(`\n${doing} failed; the messages above say why.`);
    process.exit(1);
  }
  console.log(`${done} in ${seconds(performance.now() - started)}.`);
  return output;
}

/** Runs a command to its end and collects what it says. A signal to this program ends the command with it. */
export async function run(command, args, { env = process.env, cwd = checkout, onStart } = {}) {
  const grouped = process.platform !== 'win32';
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: grouped });
  const kill = (signal) => {
    try {
      process.kill(grouped ? -child.pid : child.pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  };
  const onSignal = (signal) => {
    kill(signal);
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  onStart?.(kill);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  try {
    const code = await new Promise((resolve) => {
      child.once('error', (error) => {
        output += `${command}: ${error.message}\n`;
        resolve(127);
      });
      child.once('close', (status) => resolve(status ?? 1));
    });
    return { code, output };
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/** A duration in milliseconds, for people. */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
