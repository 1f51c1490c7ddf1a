import type { Editor } from '@tiptap/core';
import { useCallback, useMemo, useState } from 'react';

/** Somebody wants to find something. Another object each time. */
export interface FindAsk {
  /** The selected words, to begin with. */
  readonly words: string;
  readonly withReplace: boolean;
}

/** The bar for finding: whether it is open, and how to open and close it. */
export interface Find {
  readonly ask: FindAsk | null;
  readonly open: (withReplace: boolean) => void;
  readonly close: () => void;
}

/** More than a few words is a passage, not something one looks for. */
const longestSeed = 100;

/** Opens and closes the bar for finding; closing leads back to the text, at the words that were found. */
export function useFind(editor: Editor): Find {
  const [ask, setAsk] = useState<FindAsk | null>(null);
  const open = useCallback(
    (withReplace: boolean) => setAsk({ words: selectedWords(editor), withReplace }),
    [editor],
  );
  const close = useCallback(() => {
    setAsk(null);
    editor.commands.focus();
  }, [editor]);
  return useMemo(() => ({ ask, open, close }), [ask, open, close]);
}

function selectedWords({ state: { doc, selection } }: Editor): string {
  const { $from, $to, from, to } = selection;
  if (!$from.sameParent($to) || to - from > longestSeed) return '';
  return doc.textBetween(from, to);
}
