import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { requestIdOf } from './request-id.js';

/**
 * One line per request: the route's pattern, never the address itself, because an address may hold a one-time code
 * and a query holds what a person typed.
 */
export const logRequests =
  (log: Logger) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const startedAt = performance.now();
    response.once('close', () => {
      const route = (request as { readonly route?: { readonly path?: unknown } }).route?.path;
      log.info(
        {
          requestId: requestIdOf(request),
          method: request.method,
          route: typeof route === 'string' ? route : null,
          status: response.writableFinished ? response.statusCode : 499,
          ms: Math.round(performance.now() - startedAt),
        },
        'request',
      );
    });
    next();
  };
