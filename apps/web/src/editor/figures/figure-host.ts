import type { Editor } from '@tiptap/core';

/** Where in the text a figure stands: the position before it. */
export interface FigurePlace {
  readonly at: number;
}

/** What the page does for figures; the text itself knows neither server nor dialogs. */
export interface FigureHost {
  readonly sectionId: string;
  /** Asks for the words of pictures that somebody chose, dropped or pasted, and puts them in at a position. */
  readonly onPictures: (files: readonly File[], at: number) => void;
  /** Opens the words of a figure. */
  readonly onDescribe: (place: FigurePlace) => void;
  readonly words: {
    readonly describe: string;
    readonly notDescribed: string;
    readonly missing: string;
    readonly sending: string;
    readonly again: string;
    readonly giveUp: string;
    readonly tooLarge: string;
  };
}

const hosts = new WeakMap<Editor, FigureHost>();
const waiting = new WeakMap<Editor, Set<() => void>>();

/** Ties an editor to its page, and tells what was drawn before the page said who it is. */
export function setFigureHost(editor: Editor, host: FigureHost): void {
  hosts.set(editor, host);
  for (const draw of waiting.get(editor) ?? []) draw();
}

/** Calls `draw` whenever the editor's page is set; answers how to stop that. */
export function onFigureHost(editor: Editor, draw: () => void): () => void {
  const listeners = waiting.get(editor) ?? new Set();
  waiting.set(editor, listeners.add(draw));
  return () => listeners.delete(draw);
}

/** The page of an editor; none in tests of the text alone. */
export const figureHostOf = (editor: Editor): FigureHost | undefined => hosts.get(editor);
