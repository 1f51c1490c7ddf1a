import {
  sectionExtensions,
  sectionFieldName,
  SuggestionMode,
  type UntrackedReason,
} from '@concordat/document';
import { Extension, type EditorOptions } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { SectionAnchors } from './anchors.js';
import { ContentDoors } from './content/content-doors.js';
import { FixedPartsGuard } from './content/fixed-parts.js';
import { FollowParts } from './content/follow.js';
import { FormulaViews } from './content/formula-views.js';
import { NodeIds } from './content/node-ids.js';
import { PartViews } from './content/part-views.js';
import { SectionNumbering } from './content/section-numbers.js';
import { TableKeys } from './content/table-keys.js';
import { FigureEditing } from './figures/figure-editing.js';
import { PicturesOnTheirWay } from './figures/pictures-on-their-way.js';
import { SectionFind } from './find/section-find.js';
import { SectionPaste } from './paste/section-paste.js';
import { caretsOf } from './presence/carets.js';
import { QuietKeys } from './shortcuts.js';
import { SectionSuggestions } from './suggest/section-suggestions.js';

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

/** What an editor is made of. */
export interface EditorParts {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** The person at this editor: their suggestions carry this id. */
  readonly author: string;
  readonly onLink: () => void;
  /** Told why a change could not be suggested and was not made. */
  readonly onUntracked: (reason: UntrackedReason) => void;
}

/**
 * What Tiptap takes for a section: the document's own extensions, the shared text, carets, suggestions, marks of passages, numbers,
 * finding, keys.
 */
export function editorOptions({
  doc,
  awareness,
  author,
  onLink,
  onUntracked,
}: EditorParts): Partial<EditorOptions> {
  return {
    extensions: [
      ...sectionExtensions,
      Collaboration.configure({ document: doc, field: sectionFieldName }),
      caretsOf(awareness),
      SuggestionMode.configure({ author, mode: 'editing', onUntracked }),
      SectionSuggestions,
      SectionAnchors,
      SectionNumbering,
      NodeIds,
      FixedPartsGuard,
      TableKeys,
      FigureEditing,
      PicturesOnTheirWay,
      SectionPaste,
      SectionFind,
      QuietKeys,
      PartViews,
      FormulaViews,
      FollowParts,
      ContentDoors,
      linkKey(onLink),
    ],
    // The content security policy allows no style elements; the looks are in libs/ui.
    injectCSS: false,
  };
}
