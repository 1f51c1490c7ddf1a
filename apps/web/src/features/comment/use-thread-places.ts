import type { CommentThreadView } from '@concordat/contracts';
import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import { locateAnchor } from '../../editor/anchors.js';
import type { ThreadPlaces } from './thread-order.js';

const firstLookMs = 150;
/** While somebody types, places are looked up at this pace. */
const lookAgainMs = 500;

/** Where the threads stand in the text, kept current while it is written. */
export function useThreadPlaces(editor: Editor | null, threads: readonly CommentThreadView[]): ThreadPlaces {
  const [places, setPlaces] = useState<ThreadPlaces>(new Map());
  useEffect(() => {
    if (editor === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      if (!editor.isDestroyed) setPlaces(placesOf(editor, threads));
    };
    const lookSoon = ({ transaction }: { transaction: { docChanged: boolean } }) => {
      if (transaction.docChanged) timer ??= setTimeout(look, lookAgainMs);
    };
    timer = setTimeout(look, firstLookMs);
    editor.on('transaction', lookSoon);
    return () => {
      clearTimeout(timer);
      editor.off('transaction', lookSoon);
    };
  }, [editor, threads]);
  return places;
}

function placesOf(editor: Editor, threads: readonly CommentThreadView[]): ThreadPlaces {
  return new Map(
    threads.flatMap(({ id, anchor }) =>
      anchor === null ? [] : [[id, locateAnchor(editor, anchor)?.from ?? null]],
    ),
  );
}
