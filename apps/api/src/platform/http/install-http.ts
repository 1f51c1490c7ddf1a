import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import type { Config } from '../config/index.js';
import { logRequests, numberRequests, Signals, watchHttp } from '../observability/index.js';
import { hostGuard, originGuard } from './address-guards.js';
import { jsonBody } from './json-body.js';
import { bareAnswer, securityHeaders } from './security-headers.js';
import { webFiles } from './web-files.js';

const builtWeb = path.join(fileURLToPath(new URL('../../../../', import.meta.url)), 'web', 'dist');

/** What Node itself says of what it cannot read. */
const parserAnswers: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What surrounds every request, outermost first. Authorisation is none of its business: that is the guard's. */
export function installHttp(
  app: NestExpressApplication,
  { publicUrl }: Config,
  log: Logger,
  webFolder: string = builtWeb,
  signals = new Signals(),
): void {
  const server = app.getHttpServer() as import('node:http').Server;
  app.set('trust proxy', false);
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.disable('x-powered-by');
  app.use(
    numberRequests,
    logRequests(log),
    watchHttp(server, signals),
    ...securityHeaders(publicUrl),
    hostGuard(publicUrl),
    originGuard(publicUrl),
    ...webFiles(webFolder),
    jsonBody(),
  );
  // What is no HTTP, or more of it than is taken, reaches no handler.
  server.on('clientError', (error: NodeJS.ErrnoException, socket: import('node:net').Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    socket.end(bareAnswer(parserAnswers[error.code ?? ''] ?? '400 Bad Request', publicUrl));
  });
  // Longer than the idle time of common proxies, so that they never reuse a connection that is just being closed.
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 80_000;
  server.requestTimeout = 60_000;
}
