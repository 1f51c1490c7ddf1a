import type { Editor } from '@tiptap/core';
import type { LeftOut } from './left-out.js';
import type { PasteRefusal } from './pasted-slice.js';

/** What is to be said of the last paste: why it was not taken, or what it left out. */
export type PasteNews =
  | { readonly kind: 'refused'; readonly why: PasteRefusal }
  | { readonly kind: 'taken'; readonly leftOut: LeftOut; readonly notDescribed: number };

/** The page of an editor, for pastes. */
export interface PasteHost {
  readonly onNews: (news: PasteNews | null) => void;
}

const hosts = new WeakMap<Editor, PasteHost>();

/** Ties an editor to its page. */
export const setPasteHost = (editor: Editor, host: PasteHost): void => void hosts.set(editor, host);

/** Tells the page of an editor what became of a paste. */
export const tellPaste = (editor: Editor, news: PasteNews | null): void => hosts.get(editor)?.onNews(news);
