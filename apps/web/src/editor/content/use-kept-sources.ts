import { changeSources, readSources } from '@concordat/contracts';
import type { Source } from '@concordat/document';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { keyOf, useEndpoint, useEndpointMutation } from '../../platform/query.js';

/** The sources that the proposal keeps, so that one that nobody cites any more is found again. */
export interface KeptSources {
  readonly all: readonly Source[];
  /** Whether this person may add to them and take from them. */
  readonly canChange: boolean;
  /** Keeps those that are not kept yet. */
  readonly keep: (sources: readonly Source[]) => void;
  readonly drop: (source: Source) => void;
}

const none: readonly Source[] = [];

/** Reads the kept sources of a section's proposal, and adds to them what its text cites. */
export function useKeptSources(sectionId: string, canChange: boolean): KeptSources {
  const client = useQueryClient();
  const input = { params: { sectionId } };
  const { data } = useEndpoint(readSources, input);
  const { mutate } = useEndpointMutation(changeSources, {
    refresh: 'none',
    onSuccess: (result) => client.setQueryData(keyOf(readSources, input), result),
  });
  // What could not be kept once is not asked for again with every letter.
  const asked = useRef(new Set<string>());
  const keep = useCallback(
    (sources: readonly Source[]) => {
      if (!canChange || data === undefined) return;
      const kept = new Set(data.sources.map(({ source }) => source));
      const news = sources.filter(({ source }) => !kept.has(source) && !asked.current.has(source));
      for (const { source } of news) asked.current.add(source);
      if (news.length > 0) mutate({ params: { sectionId }, body: { keep: [...news], drop: [] } });
    },
    [canChange, data, mutate, sectionId],
  );
  const drop = useCallback(
    ({ source }: Source) => {
      asked.current.delete(source);
      mutate({ params: { sectionId }, body: { keep: [], drop: [source] } });
    },
    [mutate, sectionId],
  );
  return { all: data?.sources ?? none, canChange, keep, drop };
}
