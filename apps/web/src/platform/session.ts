import {
  refusalText,
  readSession,
  signOut,
  type SessionView,
  type SignedInPerson,
  type SignedInSession,
} from '@concordat/contracts';
import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call } from './client.js';
import { forgetDrafts } from './kept-drafts.js';
import { forgetKeptTexts } from './kept-texts.js';
import { queryOf } from './query.js';
import { RefusalError } from './refusal-error.js';
import { serverClock } from './server-clock.js';
import { adoptTheme } from './theme.js';

/** Who uses this browser. */
export const sessionQuery = queryOptions<SessionView>({
  ...queryOf(readSession, {}),
  queryFn: async ({ signal }) => {
    const session = await call(readSession, {}, { signal });
    if (session.person !== null) {
      serverClock.set((session as SignedInSession).serverTime);
      adoptTheme((session as SignedInSession).person.theme);
    } else void forgetKeptTexts('stored');
    return session;
  },
  staleTime: 60_000,
});

/** Whether somebody is signed in. */
export const isSignedIn = (session: SessionView | undefined): session is SignedInSession =>
  session !== undefined && session.person !== null;

/** The person signed in; undefined while nobody is, or while that is not known yet. */
export function useReader(): SignedInPerson | undefined {
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  return isSignedIn(data) ? data.person : undefined;
}

/** The session as far as it is known; for the frame and for public screens. */
export function useOptionalSession(): SessionView | undefined {
  return useQuery({ ...sessionQuery, enabled: false }).data;
}

/**
 * The session of a screen that only opens to people who are signed in. When it ends elsewhere while the screen is open,
 * the refusal makes the shell wait, which is on its way to the sign-in page.
 */
export function useSession(): SignedInSession {
  const session = useOptionalSession();
  if (!isSignedIn(session))
    throw new RefusalError({
      code: 'unauthenticated',
      status: 401,
      message: refusalText('unauthenticated').message,
    });
  return session;
}

/** Forgets all that was read for the person before: nobody may find it on a shared machine. */
export async function forgetEverything(client: QueryClient): Promise<void> {
  await client.cancelQueries();
  client.clear();
  forgetDrafts();
  await forgetKeptTexts('all');
}

/** Ends the session of this browser and forgets what was read in it. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await call(signOut, {});
    await forgetEverything(client);
  }, [client]);
}
