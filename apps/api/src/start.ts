import { createServer } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { createApplication } from './application.js';
import { entities } from './database/entities.js';
import { prepareDatabase, passwordsFileIn, productDatabase } from './prepare-database.js';
import type { Config } from './platform/config/index.js';
import { type DatabaseAccess, oneAtATime, openOperatorDatabase } from './platform/database/index.js';
import { openEmbeddedDatabase } from './platform/embedded-database/index.js';
import { reachRedis } from './platform/queue/index.js';
import { asDatabaseUrlError, FirstRunTasks, type Progress, Readiness } from './platform/lifecycle/index.js';

/** A running installation; `stop` is safe at any moment and more than once. */
export interface Installation {
  readonly stop: () => Promise<void>;
}

/** What is open and must be closed, last opened first. */
class Closers {
  private readonly closers: (() => Promise<void>)[] = [];

  add(close: () => Promise<void>): void {
    this.closers.unshift(close);
  }

  async run(): Promise<void> {
    for (const close of this.closers.splice(0)) await close();
  }
}

/** Starts everything in this process, stage by stage; a start that fails leaves nothing running. */
export async function start(config: Config, progress: Progress, log: Logger): Promise<Installation> {
  const closers = new Closers();
  // Asked first, so that a second start by mistake says so at once and touches nothing.
  await assertPortFree(config);
  if (config.redisUrl !== undefined) await reachRedis(config.redisUrl);
  try {
    const superuserUrl = await openServer(config, progress, log, closers);
    const { access } = await progress.stage(
      'Database prepared',
      () => prepareDatabase(superuserUrl, passwordsFileIn(config.dataDir)).catch(rethrowFor(config)),
      ({ applied }) => (applied.length > 0 ? `${applied.length} migrations applied` : 'up to date'),
    );
    const app = await progress.stage('Application built', () => createApplication(config, access, log));
    closers.add(() => app.close());
    await oneAtATime(access.migrate, 'first run', () => runFirstRunTasks(app, access, progress));
    await app.listen(config.port, config.host);
    app.get(Readiness).open();
    return {
      stop: async () => {
        app.get(Readiness).drain();
        await closers.run();
      },
    };
  } catch (error) {
    await closers.run();
    throw error;
  }
}

async function openServer(
  config: Config,
  progress: Progress,
  log: Logger,
  closers: Closers,
): Promise<string> {
  if (config.databaseUrl !== undefined) return config.databaseUrl;
  return await progress.stage('Database started', async () => {
    const server = await openEmbeddedDatabase({
      dataDir: config.dataDir,
      log: (line) => {
        progress.say(`  ${line}`);
        log.warn({ context: 'Database' }, line);
      },
    });
    closers.add(() => server.stop());
    return await productDatabase(server.superuserUrl);
  });
}

/** Only an operator's own server can be named wrongly. */
const rethrowFor =
  ({ databaseUrl }: Config) =>
  (error: unknown): never => {
    throw databaseUrl === undefined ? error : asDatabaseUrlError(error);
  };

async function runFirstRunTasks(
  app: NestExpressApplication,
  access: DatabaseAccess,
  progress: Progress,
): Promise<void> {
  const tasks = app.get(FirstRunTasks).inOrder();
  if (tasks.length === 0) return;
  const operator = await openOperatorDatabase(access.migrate, entities);
  try {
    for (const task of tasks)
      await progress.stage(
        task.title,
        () => task.run(operator),
        (line) => line ?? 'nothing to do',
      );
  } finally {
    await operator.close();
  }
}

function assertPortFree({ port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject).listen(port, host, () => probe.close(() => resolve()));
  });
}
