import { readProposal, type ProposalFrame } from '@concordat/contracts';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { z } from 'zod';
import { useEndpointData } from './query.js';

/** A part of the screen's address: `useAddressPart('proposalId')` for `/proposals/$proposalId`. */
export function useAddressPart(name: string): string {
  const parts = useParams({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const part = parts[name];
  if (part === undefined) throw new Error(`The address of this screen has no ${name}.`);
  return part;
}

/** The same, where the address may lack it. */
export function useOptionalAddressPart(name: string): string | undefined {
  return (useParams({ strict: false }) as Readonly<Record<string, string | undefined>>)[name];
}

/** The proposal that the screen stands in. */
export function useProposal(): ProposalFrame {
  return useEndpointData(readProposal, { params: { proposalId: useAddressPart('proposalId') } });
}

/** Filters in the address, read by the screen's `search` schema, and how to change some of them in place. */
export function useAddressSearch<S extends z.ZodType<Record<string, unknown>>>(
  schema: S,
): readonly [z.output<S>, (change: Partial<z.output<S>>) => void] {
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const change = useCallback(
    (part: Partial<z.output<S>>) => {
      const search = (before: Record<string, unknown>) => ({ ...before, ...part });
      void navigate({ to: '.', search, replace: true } as Parameters<typeof navigate>[0]);
    },
    [navigate],
  );
  return [schema.parse(raw), change];
}
