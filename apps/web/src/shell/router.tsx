import type { QueryClient } from '@tanstack/react-query';
import { createRouter, type RouterHistory } from '@tanstack/react-router';
import { RefusalError } from '../platform/refusal-error.js';
import { routeTreeOf } from './routes.js';
import type { Registry } from './registry.js';
import { NotFound } from './not-found.js';
import { ScreenError } from './screen-error.js';
import { ScreenLoading } from './screen-loading.js';

/** Makes the router; specs give it a history in memory. */
export const makeRouter = (registry: Registry, client: QueryClient, history?: RouterHistory) =>
  createRouter({
    routeTree: routeTreeOf(registry),
    context: { client },
    defaultOnCatch: (error) => reportBug(error),
    defaultErrorComponent: ScreenError,
    defaultNotFoundComponent: NotFound,
    defaultPendingComponent: ScreenLoading,
    // Quick answers must not flicker; the words come after the same time.
    defaultPendingMs: 400,
    defaultPendingMinMs: 300,
    scrollRestoration: true,
    ...(history ? { history } : {}),
  });

/** Writes bugs to the console. A refusal is an answer: the screen shows it, and nobody has to look into it. */
export function reportBug(error: unknown): void {
  if (!(error instanceof RefusalError)) console.error(error);
}

/** The application's router. */
export type AppRouter = ReturnType<typeof makeRouter>;
