import type { Server } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import type { Signals } from './signals.js';

const routeOf = (request: Request): string | null => {
  const path = (request as { readonly route?: { readonly path?: unknown } }).route?.path;
  return typeof path === 'string' ? path : null;
};

/** Tells of every answer, and offers what is under way: by route pattern, because an address may hold a secret. */
export function watchHttp(server: Server, signals: Signals) {
  const open = new Set<Request>();
  let sockets = 0;
  server.on('upgrade', (_request, socket) => {
    sockets += 1;
    socket.once('close', () => (sockets -= 1));
  });
  signals.offer('sockets', () => ({ '': sockets }));
  signals.offer('http.in_flight', () => {
    const counts: Record<string, number> = {};
    for (const request of open) {
      const route = routeOf(request) ?? 'none';
      counts[route] = (counts[route] ?? 0) + 1;
    }
    return counts;
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    const startedAt = performance.now();
    open.add(request);
    response.once('close', () => {
      open.delete(request);
      signals.tell('http.answered', {
        method: request.method,
        route: routeOf(request),
        status: response.writableFinished ? response.statusCode : 499,
        ms: performance.now() - startedAt,
      });
    });
    next();
  };
}
