import { LinkRouter, ReaderLocale } from '@concordat/ui';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useCallback } from 'react';
import { browser } from '../platform/browser.js';
import { language, localeOf } from '../platform/i18n.js';
import { RegistryContext } from './registry-context.js';
import type { Registry } from './registry.js';
import type { AppRouter } from './router.js';

/** What an {@link App} is made of. */
export interface AppProps {
  readonly registry: Registry;
  readonly client: QueryClient;
  readonly router: AppRouter;
}

/** The whole application. */
export function App({ registry, client, router }: AppProps) {
  const navigate = useCallback(
    (href: string) => {
      // Files of the API are not screens: the browser fetches them itself.
      if (href.startsWith('/api/')) browser.go(href);
      else void router.navigate({ href });
    },
    [router],
  );
  return (
    <StrictMode>
      <ReaderLocale locale={localeOf(language)}>
        <RegistryContext value={registry}>
          <QueryClientProvider client={client}>
            <LinkRouter navigate={navigate}>
              <RouterProvider router={router} />
            </LinkRouter>
          </QueryClientProvider>
        </RegistryContext>
      </ReaderLocale>
    </StrictMode>
  );
}
