import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import { suggestionStateOf, type SuggestionState } from './section-suggestions.js';

/** While somebody types, the list follows at this pace, in milliseconds: a key press must not wait for it. */
const paceMs = 120;
const nothing: SuggestionState = { suggestions: [], activeId: null };

/** What is proposed in the text, kept current. */
export function useSuggestions(editor: Editor | null): SuggestionState {
  const [state, setState] = useState<SuggestionState>(nothing);
  useEffect(() => {
    if (editor === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      timer = undefined;
      if (!editor.isDestroyed) setState(suggestionStateOf(editor.state));
    };
    const hear = () => {
      timer ??= setTimeout(look, paceMs);
    };
    look();
    editor.on('transaction', hear);
    return () => {
      clearTimeout(timer);
      editor.off('transaction', hear);
    };
  }, [editor]);
  return state;
}
