import { sectionExtensions, sectionFieldName } from '@concordat/document';
import { Extension, type EditorOptions } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { SectionAnchors } from './anchors.js';
import { NodeIds } from './content/node-ids.js';
import { SectionNumbering } from './content/section-numbers.js';
import { TableKeys } from './content/table-keys.js';
import { SectionFind } from './find/section-find.js';
import { caretsOf } from './presence/carets.js';
import { QuietKeys } from './shortcuts.js';

/** Ctrl+K in the text makes a link, as in the word processors that people come from; the other keys are Tiptap's own. */
const linkKey = (onLink: () => void) =>
  Extension.create({
    name: 'linkKey',
    addKeyboardShortcuts: () => ({
      'Mod-k': () => {
        onLink();
        return true;
      },
    }),
  });

/**
 * What Tiptap takes for a section: the document's own extensions, the shared text, carets, marks of passages, numbers,
 * finding, keys.
 */
export function editorOptions(doc: Y.Doc, awareness: Awareness, onLink: () => void): Partial<EditorOptions> {
  return {
    extensions: [
      ...sectionExtensions,
      Collaboration.configure({ document: doc, field: sectionFieldName }),
      caretsOf(awareness),
      SectionAnchors,
      SectionNumbering,
      NodeIds,
      TableKeys,
      SectionFind,
      QuietKeys,
      linkKey(onLink),
    ],
    // The content security policy allows no style elements; the looks are in libs/ui.
    injectCSS: false,
  };
}
