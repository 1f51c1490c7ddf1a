import type { QueryClient } from '@tanstack/react-query';
import { createRouter, type RouterHistory } from '@tanstack/react-router';
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
    defaultErrorComponent: ScreenError,
    defaultNotFoundComponent: NotFound,
    defaultPendingComponent: ScreenLoading,
    // Quick answers must not flicker; the words come after the same time.
    defaultPendingMs: 400,
    defaultPendingMinMs: 300,
    scrollRestoration: true,
    ...(history ? { history } : {}),
  });

/** The application's router. */
export type AppRouter = ReturnType<typeof makeRouter>;
