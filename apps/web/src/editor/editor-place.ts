import type { SectionView } from '@concordat/contracts';
import type { Editor } from '@tiptap/core';
import { createContext, useContext } from 'react';

/** How the text is shown: with its suggestions, without them, or as if all were accepted. */
export type TextView = 'markup' | 'base' | 'clean';

/** The editor that panels stand beside. */
export interface EditorPlace {
  readonly proposalId: string;
  readonly section: SectionView;
  /** The editor; another one after a rebuild, null while the text is being opened. */
  readonly editor: Editor | null;
  /** `edit`: what is typed changes the text; `suggest`: it becomes proposals; `read`: it is not kept. */
  readonly mode: 'edit' | 'suggest' | 'read';
  /** What this person may do in the text now, whatever the mode: writers also decide on suggestions. */
  readonly right: 'edit' | 'suggest' | 'read';
  readonly view: TextView;
  readonly showView: (view: TextView) => void;
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
