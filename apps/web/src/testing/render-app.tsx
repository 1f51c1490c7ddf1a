import { createMemoryHistory } from '@tanstack/react-router';
import { act, render } from '@testing-library/react';
import type { Feature } from '../platform/feature.js';
import { makeQueryClient } from '../platform/query.js';
import { App } from '../shell/app.js';
import { registryOf } from '../shell/registry.js';
import { makeRouter, reportBug, type AppRouter } from '../shell/router.js';

/** Shows the application with these features at an address, as a browser would; answers come from `fakeServer`. */
export async function renderApp(
  features: readonly Feature[],
  address: string,
): Promise<{ readonly router: AppRouter; readonly unmount: () => void }> {
  const registry = registryOf(features);
  const client = makeQueryClient();
  client.setDefaultOptions({
    queries: { ...client.getDefaultOptions().queries, retry: false, gcTime: Infinity },
  });
  const router = makeRouter(registry, client, createMemoryHistory({ initialEntries: [address] }));
  // jsdom has no live updates; focus reads again instead, as it does where a proxy blocks them.
  globalThis.EventSource ??= SilentStream as unknown as typeof EventSource;
  window.scrollTo = () => undefined;
  const view = render(<App registry={registry} client={client} router={router} />, {
    onCaughtError: reportBug,
  });
  await act(() => router.load());
  return { router, unmount: view.unmount };
}

class SilentStream {
  readonly readyState = 0;
  addEventListener(): void {
    // Nothing ever comes.
  }
  close(): void {
    // Nothing was open.
  }
}
