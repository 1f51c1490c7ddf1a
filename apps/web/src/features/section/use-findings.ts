import { findInProposal } from '@concordat/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../../platform/client.js';
import type { RefusalError } from '../../platform/refusal-error.js';
import type { Found, Looked } from './found.js';

/** How long nobody types before the server is asked. */
const restMs = 200;

/** Where the words stand now; what was found before stands until the next answer is here. */
export interface Findings {
  readonly found: Found | null;
  readonly error: RefusalError | null;
  readonly isFinding: boolean;
}

/** Looks for words in all sections of a proposal, once their writer rests for a moment. */
export function useFindings(proposalId: string, query: Looked): Findings {
  const [asked, ask] = useState(query);
  useEffect(() => {
    const timer = setTimeout(() => ask(query), restMs);
    return () => clearTimeout(timer);
  }, [query]);
  const body = { ...asked, words: asked.words.trim() };
  const isAsked = body.words !== '';
  const { data, error, isFetching } = useQuery<Found, RefusalError>({
    queryKey: ['findings', { params: { proposalId }, body }],
    queryFn: async ({ signal }) => ({
      ...(await call(findInProposal, { params: { proposalId }, body }, { signal })),
      query: body,
    }),
    enabled: isAsked,
    placeholderData: (before) => before,
    // The texts are being written.
    staleTime: 0,
    gcTime: 0,
  });
  const isResting = query.words.trim() === body.words && isSame(query, asked);
  return {
    found: isAsked ? (data ?? null) : null,
    error: isAsked ? error : null,
    isFinding: query.words.trim() !== '' && (isFetching || !isResting),
  };
}

const isSame = (one: Looked, other: Looked): boolean =>
  one.matchCase === other.matchCase && one.wholeWord === other.wholeWord;
