import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import { headingAbove, positionOfCaret } from './caret-place.js';
import { presentIn, type Present } from './carets.js';

/** Somebody in the section, and where in it. */
export interface PresentAt extends Present {
  /** `here`: the caret is in the text; `away`: hidden, or not in the text. */
  readonly caret: 'here' | 'away';
  /** The heading above the caret; null before the first, and while the caret is away. */
  readonly heading: string | null;
}

/** Who else is in the section now, and where. */
export function usePresent(awareness: Awareness, editor: Editor, readerId: string): readonly PresentAt[] {
  const [present, setPresent] = useState<readonly PresentAt[]>([]);
  useEffect(() => {
    const look = () => {
      if (!editor.isDestroyed) setPresent(presentIn(awareness, readerId).map((each) => placed(editor, each)));
    };
    look();
    awareness.on('change', look);
    return () => awareness.off('change', look);
  }, [awareness, editor, readerId]);
  return present;
}

function placed(editor: Editor, person: Present): PresentAt {
  const position = person.cursor === null ? null : positionOfCaret(editor, person.cursor);
  return position === null
    ? { ...person, caret: 'away', heading: null }
    : { ...person, caret: 'here', heading: headingAbove(editor.state.doc, position) };
}
