import type { SectionView } from '@concordat/contracts';
import type { Editor } from '@tiptap/core';
import { createContext, useContext } from 'react';

/** The editor that panels stand beside. */
export interface EditorPlace {
  readonly proposalId: string;
  readonly section: SectionView;
  /** The editor; another one after a rebuild, null while the text is being opened. */
  readonly editor: Editor | null;
  /** `edit`: what is typed changes the text; `suggest`: it becomes proposals; `read`: it is not kept. */
  readonly mode: 'edit' | 'suggest' | 'read';
  /** The panel in sight. */
  readonly panel: string;
  /** Brings a panel into sight by its id. */
  readonly openPanel: (id: string) => void;
}

/** Carries the {@link EditorPlace} to the panels. */
export const EditorPlaceContext = createContext<EditorPlace | null>(null);

/** The section and editor that a panel stands beside. */
export function useEditorPlace(): EditorPlace {
  const place = useContext(EditorPlaceContext);
  if (place === null) throw new Error('A panel of the editor was shown outside the editor.');
  return place;
}

/** The editor itself; null while the text is being opened. It changes when a refused text is rebuilt. */
export const useEditorInstance = (): Editor | null => useEditorPlace().editor;
