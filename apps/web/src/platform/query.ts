import type { Endpoint, ResultOf } from '@concordat/contracts';
import {
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { call, type InputOf } from './client.js';
import { RefusalError } from './refusal-error.js';

/** Names what is kept: the operation, then what it was asked with. */
export type EndpointKey = readonly [
  operation: string,
  input: { readonly params?: unknown; readonly query?: unknown },
];

/** The key under which the answer of an operation is kept. */
export function keyOf<E extends Endpoint>(endpoint: E, input: InputOf<E>): EndpointKey {
  const { params, query } = input as { params?: unknown; query?: unknown };
  return [`${endpoint.method} ${endpoint.path}`, { params, query }];
}

const isPassing = (error: unknown) =>
  error instanceof RefusalError && (error.isUnreachable || error.code === 'unavailable');

/** A cache with our defaults: refusals are answers and are not asked again; what passes is, twice. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 5 * 60_000,
        retry: (failures, error) => isPassing(error) && failures < 2,
        retryDelay: (failures) => 800 * 2 ** failures,
        refetchOnWindowFocus: true,
        refetchOnReconnect: 'always',
        // A server on this very machine answers while the device says that it is offline.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });

/** How an operation is read and kept. */
export interface EndpointOptions {
  readonly enabled?: boolean;
  readonly staleTime?: number;
  /** Keeps the answer before while the next one comes: for lists whose filter changes. */
  readonly keepPrevious?: boolean;
  readonly refetchInterval?: number | false;
}

/** What `useQuery` and `ensureQueryData` take for an operation. */
export const queryOf = <E extends Endpoint>(endpoint: E, input: InputOf<E>) => ({
  queryKey: keyOf(endpoint, input),
  queryFn: ({ signal }: { signal: AbortSignal }) => call(endpoint, input, { signal }),
});

/** Reads an operation; the caller shows waiting and refusal itself. */
export function useEndpoint<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  { keepPrevious = false, ...options }: EndpointOptions = {},
): UseQueryResult<ResultOf<E>, RefusalError> {
  return useQuery<ResultOf<E>, RefusalError>({
    ...queryOf(endpoint, input),
    ...options,
    ...(keepPrevious ? { placeholderData: (previous: ResultOf<E> | undefined) => previous } : {}),
  } as Parameters<typeof useQuery<ResultOf<E>, RefusalError>>[0]);
}

/** Reads an operation that the screen cannot do without: waiting and refusal are the shell's. */
export function useEndpointData<E extends Endpoint>(endpoint: E, input: InputOf<E>): ResultOf<E> {
  return useSuspenseQuery<ResultOf<E>, RefusalError>(queryOf(endpoint, input)).data;
}

/** What happens around a change. */
export interface MutationOptions<E extends Endpoint> {
  readonly onSuccess?: (result: ResultOf<E>, input: InputOf<E>) => void;
  /** `none` for changes that no other screen shows. */
  readonly refresh?: 'related' | 'none';
}

/** Changes something; afterwards everything of the same proposal, and what belongs to none, is read again. */
export function useEndpointMutation<E extends Endpoint>(
  endpoint: E,
  { onSuccess, refresh = 'related' }: MutationOptions<E> = {},
): UseMutationResult<ResultOf<E>, RefusalError, InputOf<E>> {
  const client = useQueryClient();
  return useMutation<ResultOf<E>, RefusalError, InputOf<E>>({
    mutationFn: (input) => call(endpoint, input),
    onSuccess: async (result, input) => {
      onSuccess?.(result, input);
      if (refresh === 'related') await refreshRelated(client, proposalOf(input) ?? null);
    },
    onError: (error) => {
      // Somebody was faster: show what is there now beside the refusal.
      if (error.status === 409) void refreshRelated(client, null);
    },
  });
}

/** Marks as old what a change in a proposal may touch and reads again what is shown. `null`: a change anywhere. */
export function refreshRelated(client: QueryClient, proposalId: string | null): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey }) => {
      const other = proposalOf(queryKey[1]);
      return proposalId === null || other === undefined || other === proposalId;
    },
  });
}

function proposalOf(input: unknown): string | undefined {
  const params = (input as { params?: { proposalId?: unknown } } | undefined)?.params;
  return typeof params?.proposalId === 'string' ? params.proposalId : undefined;
}
