import { baseOf, cleanOf, countWords, sectionOf, type NodeJson } from '@concordat/document';
import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import { leftoversOf, type LeftoverAt } from './leftovers.js';

/** A pause in writing, in milliseconds: counting a long section takes longer than a key press may. */
const pauseMs = 200;

/** How long the text is, and what is left to be done in it. */
export interface Length {
  /** Words of the base text: what the states sign and evaluators get. */
  readonly words: number;
  /** Words if every suggestion were accepted. */
  readonly ifAccepted: number;
  readonly leftovers: readonly LeftoverAt[];
}

/** Length and leftovers of the text as it is being written; null until they are known. */
export function useLength(editor: Editor | null): Length | null {
  const [length, setLength] = useState<Length | null>(null);
  useEffect(() => {
    if (editor === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const measure = () => {
      timer = undefined;
      if (!editor.isDestroyed) setLength(lengthOf(editor));
    };
    const wait = () => {
      timer ??= setTimeout(measure, pauseMs);
    };
    measure();
    editor.on('update', wait);
    return () => {
      clearTimeout(timer);
      editor.off('update', wait);
    };
  }, [editor]);
  return length;
}

function lengthOf(editor: Editor): Length {
  const { content = [] } = editor.getJSON();
  const section = sectionOf(content as readonly NodeJson[]);
  const base = baseOf(section);
  const words = countWords(base);
  const ifAccepted = base === section ? words : countWords(cleanOf(section));
  return { words, ifAccepted, leftovers: leftoversOf(editor.state.doc) };
}
