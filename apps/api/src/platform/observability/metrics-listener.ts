import { createServer, type Server } from 'node:http';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Config } from '../config/index.js';
import { StartError } from '../lifecycle/start-failure.js';
import { CONFIG } from '../settings/index.js';
import { Metrics } from './metrics.js';

/**
 * Serves the figures at `/metrics` on a port of their own, never on the one that people reach. Off unless
 * CONCORDAT_METRICS_PORT is set; on loopback unless CONCORDAT_METRICS_HOST says otherwise.
 */
@Injectable()
export class MetricsListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(MetricsListener.name);
  private server: Server | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly metrics: Metrics,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { metricsPort, metricsHost } = this.config;
    if (metricsPort === undefined) return;
    this.metrics.begin();
    const server = createServer((request, response) => {
      if (request.method !== 'GET' || request.url !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      this.metrics.text().then(
        ({ type, body }) =>
          response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body),
        (error: unknown) => {
          this.log.error(`The figures cannot be read: ${String(error)}`);
          response.writeHead(500).end();
        },
      );
    });
    server.requestTimeout = 10_000;
    await new Promise<void>((resolve, reject) => {
      server
        .once('error', ({ code }: NodeJS.ErrnoException) =>
          reject(
            new StartError(
              `The figures cannot be served on port ${metricsPort} of ${metricsHost} (${code}); stop what uses it, or set CONCORDAT_METRICS_PORT to another port.`,
            ),
          ),
        )
        .listen(metricsPort, metricsHost, resolve);
    });
    this.server = server;
  }

  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
