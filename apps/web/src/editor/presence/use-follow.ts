import { sayStatus } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSectionText } from '../../features/section/text.js';
import { caretOf } from './carets.js';
import type { PresentAt } from './use-present.js';

/** Following somebody through the text. */
export interface Follow {
  /** Whom; null while nobody is followed. */
  readonly person: PresentAt | null;
  readonly begin: (person: PresentAt) => void;
  readonly end: () => void;
}

/** What somebody does who wants to look elsewhere. Modifier keys alone are nothing. */
const ownMoves = ['wheel', 'touchmove', 'pointerdown'] as const;
const modifiers = ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'];

/**
 * Keeps the caret of one person in sight. Ends by the reader's own scrolling, pressing or typing in the text, by Escape,
 * and when the followed person leaves; each time it says so.
 */
export function useFollow(
  editor: Editor,
  present: readonly PresentAt[],
  area: () => HTMLElement | null,
): Follow {
  const text = useSectionText();
  const [personId, setPersonId] = useState<string | null>(null);
  const person = present.find((each) => each.personId === personId) ?? null;
  const name = useRef('');
  const end = useCallback(() => {
    setPersonId(null);
    sayStatus({ text: text('follow.ended', { name: name.current }) });
  }, [text]);
  const begin = useCallback((chosen: PresentAt) => {
    name.current = chosen.name;
    setPersonId(chosen.personId);
  }, []);

  useEffect(() => {
    if (personId === null) return undefined;
    const look = () => caretOf(editor.view.dom, personId)?.scrollIntoView({ block: 'center' });
    look();
    // Carets are drawn with the editor's own transactions, those of others and of the awareness alike.
    editor.on('transaction', look);
    return () => {
      editor.off('transaction', look);
    };
  }, [editor, personId]);

  useEffect(() => {
    if (personId === null) return undefined;
    const move = ({ target }: Event) => {
      if (target instanceof Node && area()?.contains(target)) end();
    };
    const onKey = (event: KeyboardEvent) => {
      if (modifiers.includes(event.key)) return;
      if (event.key === 'Escape') end();
      else move(event);
    };
    for (const each of ownMoves) window.addEventListener(each, move, { passive: true });
    window.addEventListener('keydown', onKey);
    return () => {
      for (const each of ownMoves) window.removeEventListener(each, move);
      window.removeEventListener('keydown', onKey);
    };
  }, [area, end, personId]);

  useEffect(() => {
    if (personId === null || person !== null) return;
    setPersonId(null);
    sayStatus({ text: text('follow.left', { name: name.current }) });
  }, [personId, person, text]);

  return { person, begin, end };
}
