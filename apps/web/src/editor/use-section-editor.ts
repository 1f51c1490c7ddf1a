import { useEditor } from '@tiptap/react';
import type { Editor } from '@tiptap/core';
import { useEffect } from 'react';
import type { LinkView } from './connection/section-link.js';
import { editorOptions } from './section-editor.js';

/** What a text is opened with. */
export interface SectionEditorParts {
  readonly view: LinkView;
  /** The name of the text for whoever hears it. */
  readonly label: string;
  readonly canType: boolean;
  readonly onLink: () => void;
}

/** The editor of an open text; another one when a refused text is rebuilt. */
export function useSectionEditor({ view, label, canType, onLink }: SectionEditorParts): Editor {
  const editor = useEditor(
    {
      ...editorOptions(view.doc, view.awareness, onLink),
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
      },
    },
    [view.doc, label],
  );
  useEffect(() => {
    editor.setEditable(canType, false);
  }, [editor, canType]);
  return editor;
}
