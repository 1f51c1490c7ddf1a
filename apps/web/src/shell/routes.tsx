import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  redirect,
  type AnyRoute,
} from '@tanstack/react-router';
import { addresses } from '../platform/addresses.js';
import { loadMessages } from '../platform/i18n.js';
import { orRenewed } from '../platform/renewal.js';
import { isSignedIn, sessionQuery } from '../platform/session.js';
import type { RegisteredScreen, Registry } from './registry.js';
import { NotFound } from './not-found.js';
import { ScreenError } from './screen-error.js';
import { Shell } from './shell.js';

/** What routes may ask for before a screen is shown. */
export interface RouterContext {
  readonly client: QueryClient;
}

/** Makes the tree of routes from the screens that the features bring. */
export function routeTreeOf(registry: Registry): AnyRoute {
  const root = createRootRouteWithContext<RouterContext>()({
    component: Shell,
    notFoundComponent: NotFound,
    errorComponent: ScreenError,
  });
  const routes = [...registry.values()].map((registered) => routeOf(registered, root));
  return root.addChildren(routes);
}

function routeOf(registered: RegisteredScreen, root: AnyRoute): AnyRoute {
  const { feature, screen } = registered;
  const { search } = screen;
  return createRoute({
    getParentRoute: () => root,
    path: screen.path,
    staticData: { registered },
    ...(search ? { validateSearch: (raw: Record<string, unknown>) => search.parse(raw) } : {}),
    beforeLoad: async ({ context, location }) => {
      const { client } = context as RouterContext;
      if (screen.access === 'public') return;
      const session = await client.ensureQueryData(sessionQuery);
      if (!isSignedIn(session)) throw redirect({ href: addresses.signIn(location.href), replace: true });
    },
    component: lazyRouteComponent(async () => {
      const [Screen] = await orRenewed(Promise.all([screen.load(), loadMessages(feature)]));
      return { Screen };
    }, 'Screen'),
  });
}
