import type { TestServer } from '../../../apps/api/src/testing/index.js';

interface Layer {
  readonly route?: { readonly path: string; readonly stack: readonly { readonly method: string }[] };
}

/** `GET /api/sections/:sectionId`: how a route is called here. */
export type Route = string;

/** Served for machines, and described nowhere in the API's document. */
export const outsideTheDocument: readonly Route[] = [
  'GET /api/openapi.json',
  'GET /health/live',
  'GET /health/ready',
];

/** Every route that the running application has, from its router. */
export function routesOfRouter({ app }: TestServer): Route[] {
  const express = app.getHttpAdapter().getInstance() as {
    readonly router: { readonly stack: readonly Layer[] };
  };
  return express.router.stack
    .flatMap(({ route }) =>
      route ? route.stack.map(({ method }) => `${method.toUpperCase()} ${route.path}`) : [],
    )
    .sort();
}

/** Every route that the running application tells of itself. */
export async function routesOfDocument({ url }: TestServer): Promise<Route[]> {
  const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as {
    readonly paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    .sort();
}
