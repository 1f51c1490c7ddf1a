import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import type { Config } from './platform/config/index.js';
import type { DatabaseAccess } from './platform/database/index.js';
import { ErrorFilter } from './platform/errors/error.filter.js';
import { installHttp } from './platform/http/index.js';
import { JsonLogger, Signals } from './platform/observability/index.js';

/**
 * The whole application on a database that is provisioned and migrated; the caller listens on it and closes it.
 * `main.ts` and the tests start it alike.
 */
export async function createApplication(
  config: Config,
  access: DatabaseAccess,
  log: Logger,
): Promise<NestExpressApplication> {
  const logger: LoggerService = new JsonLogger(log);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config, access), {
    logger,
    bodyParser: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ErrorFilter());
  installHttp(app, config, log, undefined, app.get(Signals));
  await app.init();
  return app;
}
