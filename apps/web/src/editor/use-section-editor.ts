import { modeOf, switchMode, type UntrackedReason } from '@concordat/document';
import { sayStatus, type Mode } from '@concordat/ui';
import { useEditor } from '@tiptap/react';
import type { Editor } from '@tiptap/core';
import { useCallback, useEffect, useLayoutEffect } from 'react';
import { useSectionText } from '../features/section/text.js';
import type { LinkView } from './connection/section-link.js';
import { editorOptions } from './section-editor.js';
import { showAboveSheet } from './above-sheet.js';

/** What a text is opened with. */
export interface SectionEditorParts {
  readonly view: LinkView;
  /** The name of the text for whoever hears it. */
  readonly label: string;
  readonly canType: boolean;
  readonly mode: Mode;
  /** The person at this editor. */
  readonly readerId: string;
  readonly onLink: () => void;
}

/** The editor of an open text; another one when a refused text is rebuilt. */
export function useSectionEditor(parts: SectionEditorParts): Editor {
  const { view, label, canType, mode, readerId, onLink } = parts;
  const text = useSectionText();
  const onUntracked = useCallback(
    (reason: UntrackedReason) => sayStatus({ text: text(`untracked.${reason}`) }),
    [text],
  );
  const editor = useEditor(
    {
      ...editorOptions({ doc: view.doc, awareness: view.awareness, author: readerId, onLink, onUntracked }),
      editable: canType,
      editorProps: {
        attributes: (state) => ({
          ...(state.doc.isBlock ? { class: 'proposal-text' } : {}),
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': label,
          tabindex: '0',
          lang: 'en',
          spellcheck: 'true',
        }),
        handleScrollToSelection: showAboveSheet,
      },
    },
    [view.doc, label],
  );
  useEffect(() => {
    editor.setEditable(canType, false);
  }, [editor, canType]);
  // Before the frame says so, so that no key in between changes the text.
  useLayoutEffect(() => {
    // While one only views nothing is typed; what panels do to the text is never a proposal.
    const wanted = mode === 'suggesting' ? 'suggesting' : 'editing';
    if (modeOf(editor.state) !== wanted) editor.view.dispatch(switchMode(editor.state.tr, wanted));
  }, [editor, mode]);
  return editor;
}
