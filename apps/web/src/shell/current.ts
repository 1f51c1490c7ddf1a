import { readProposal, type ProposalFrame } from '@concordat/contracts';
import { useMatches } from '@tanstack/react-router';
import { useOptionalAddressPart } from '../platform/place.js';
import { useEndpoint } from '../platform/query.js';
import { isSignedIn, useOptionalSession } from '../platform/session.js';
import type { RegisteredScreen } from './registry.js';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    readonly registered?: RegisteredScreen;
  }
}

/** The screen shown; undefined where no screen has the address. */
export function useCurrentScreen(): RegisteredScreen | undefined {
  return useMatches({ select: (matches) => matches.at(-1)?.staticData.registered });
}

/** The proposal that the address names, as far as it is known. */
export function useCurrentProposal(): {
  readonly proposalId: string | undefined;
  readonly proposal: ProposalFrame | undefined;
} {
  const proposalId = useOptionalAddressPart('proposalId');
  const signedIn = isSignedIn(useOptionalSession());
  const { data } = useEndpoint(
    readProposal,
    { params: { proposalId: proposalId ?? '' } },
    { enabled: proposalId !== undefined && signedIn },
  );
  return { proposalId, proposal: proposalId === undefined ? undefined : data };
}
