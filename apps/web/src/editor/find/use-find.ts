import type { Editor } from '@tiptap/core';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { lookedFor, noteFinding, passageToShow, type PassageToShow } from '../../features/section/found.js';
import { SectionSearch } from '../../features/section/section.search.js';
import { useAddressSearch } from '../../platform/place.js';

/** Somebody wants to find something. Another object each time. */
export interface FindAsk {
  /** The selected words, to begin with. */
  readonly words: string;
  readonly withReplace: boolean;
  /** A place found before in all sections, to be shown first. */
  readonly place: PassageToShow | null;
}

/** The bar for finding: whether it is open, and how to open and close it. */
export interface Find {
  readonly ask: FindAsk | null;
  readonly open: (withReplace: boolean) => void;
  readonly close: () => void;
  /** The selected words are what is looked for in all sections. */
  readonly noteForAll: () => void;
}

/** More than a few words is a passage, not something one looks for. */
const longestSeed = 100;

/** What finding in a text needs to know. */
export interface FindParts {
  readonly editor: Editor;
  readonly proposalId: string;
  readonly sectionId: string;
  readonly isOpening: boolean;
}

/**
 * Opens and closes the bar for finding; closing leads back to the text, at the words that were found. Whoever comes from
 * a place found in all sections begins with it.
 */
export function useFind({ editor, proposalId, sectionId, isOpening }: FindParts): Find {
  const [ask, setAsk] = useState<FindAsk | null>(null);
  const [{ found }] = useAddressSearch(SectionSearch);
  useEffect(() => {
    const place = found === undefined || isOpening ? null : passageToShow(proposalId, sectionId, found);
    if (place !== null) setAsk({ words: place.query.words, withReplace: false, place });
  }, [found, isOpening, proposalId, sectionId]);
  const open = useCallback(
    (withReplace: boolean) => setAsk({ words: selectedWords(editor), withReplace, place: null }),
    [editor],
  );
  const close = useCallback(() => {
    setAsk(null);
    editor.commands.focus();
  }, [editor]);
  const noteForAll = useCallback(() => {
    const words = selectedWords(editor);
    if (words !== '') noteFinding(proposalId, { ...lookedFor(proposalId), words });
  }, [editor, proposalId]);
  return useMemo(() => ({ ask, open, close, noteForAll }), [ask, open, close, noteForAll]);
}

function selectedWords({ state: { doc, selection } }: Editor): string {
  const { $from, $to, from, to } = selection;
  if (!$from.sameParent($to) || to - from > longestSeed) return '';
  return doc.textBetween(from, to);
}
