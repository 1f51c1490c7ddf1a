import type { Server } from 'node:http';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

const sweepMs = 50;
/** How long a request may go on after the signal to stop. */
const patienceMs = 4000;

/**
 * Lets requests in hand finish and closes every connection as soon as nothing runs on it; the server's own close
 * would wait for kept-alive connections, and Nest's forced close would cut requests in the middle.
 */
@Injectable()
export class HttpDrain implements BeforeApplicationShutdown, OnApplicationShutdown {
  private sweep: NodeJS.Timeout | undefined;
  private end: NodeJS.Timeout | undefined;

  constructor(private readonly adapter: HttpAdapterHost) {}

  beforeApplicationShutdown(): void {
    const server = this.adapter.httpAdapter.getHttpServer() as Server;
    this.sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
    this.end = setTimeout(() => server.closeAllConnections(), patienceMs);
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweep);
    clearTimeout(this.end);
  }
}

/** The end of the listener's life. */
@Module({ providers: [HttpDrain] })
export class HttpModule {}
