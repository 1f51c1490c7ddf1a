import 'reflect-metadata';
import { readConfig } from './platform/config/index.js';
import { prepareDataFolder } from './platform/embedded-database/index.js';
import { explainFailure, Progress } from './platform/lifecycle/index.js';
import { jsonLog, logDestination } from './platform/observability/index.js';
import { type Installation, start } from './start.js';

/** A stop that takes longer is cut short: what was acknowledged is in the database anyway. */
const patienceMs = 9500;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function fail(error: unknown, at: { readonly port: number; readonly host: string }): never {
  const { sentence, isExpected } = explainFailure(error, at);
  process.stderr.write(`${sentence}\n`);
  if (!isExpected && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  process.exit(1);
}

/** npm and the terminal each pass a signal on, so one Ctrl+C may come twice; later it is somebody's impatience. */
const echoMs = 1000;

/** Drains and ends, once, whichever signal comes first; a second signal ends at once. */
function endOnSignal(starting: Promise<Installation>, flush: () => void): void {
  let endingSince: number | undefined;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (endingSince !== undefined) {
      if (performance.now() - endingSince > echoMs) process.exit(130);
      return;
    }
    endingSince = performance.now();
    print(`Stopping (${signal}): finishing what is running, at most ten seconds.`);
    setTimeout(() => process.exit(1), patienceMs).unref();
    await (await starting).stop();
    flush();
    print('Stopped.');
    process.exit();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      end(signal).catch((error: unknown) => fail(error, { port: 0, host: '' }));
    });
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  await prepareDataFolder(config.dataDir);
  const progress = new Progress(print);
  const { destination, file } = logDestination(config.dataDir, process.stdout.isTTY);
  const log = jsonLog(destination);
  progress.say('Concordat is starting.');
  const starting = start(config, progress, log);
  endOnSignal(starting, () => destination.flushSync());
  try {
    await starting;
  } catch (error) {
    fail(error, config);
  }
  progress.say(`Ready after ${progress.elapsed} s: ${config.publicUrl}`);
  progress.say(
    config.sample
      ? 'Sign in: open that address and choose one of the sample people; no password is asked on this machine.'
      : 'Sign in: open that address with the account your administrator invited.',
  );
  if (file !== null) progress.say(`The log is ${file}. Stop with Ctrl+C.`);
}

process.on('unhandledRejection', (reason) => {
  process.stderr.write(
    `${JSON.stringify({ level: 'fatal', msg: 'unhandled rejection', reason: String(reason), stack: reason instanceof Error ? reason.stack : undefined })}\n`,
  );
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
});

main().catch((error: unknown) =>
  fail(error, { port: Number(process.env['PORT'] ?? 3000), host: process.env['HOST'] ?? '127.0.0.1' }),
);
