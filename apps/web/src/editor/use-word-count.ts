import { baseOf, countWords, sectionOf, type NodeJson } from '@concordat/document';
import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';

/** A pause in writing, in milliseconds: counting a long section takes longer than a key press may. */
const pauseMs = 200;

/** The words of the base text as it is being written; null until it is known. */
export function useWordCount(editor: Editor | null): number | null {
  const [words, setWords] = useState<number | null>(null);
  useEffect(() => {
    if (editor === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const count = () => {
      timer = undefined;
      if (!editor.isDestroyed) setWords(wordsOf(editor));
    };
    const wait = () => {
      timer ??= setTimeout(count, pauseMs);
    };
    count();
    editor.on('update', wait);
    return () => {
      clearTimeout(timer);
      editor.off('update', wait);
    };
  }, [editor]);
  return words;
}

function wordsOf(editor: Editor): number {
  const { content = [] } = editor.getJSON();
  return countWords(baseOf(sectionOf(content as readonly NodeJson[])));
}
