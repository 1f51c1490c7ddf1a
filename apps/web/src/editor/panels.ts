import { commentsPanel } from '../features/comment/comments-tab.js';
import { suggestionsPanel } from '../features/suggestion/suggestions-tab.js';
import { reviewPanel } from '../features/section-review/review-tab.js';
import { historyPanel } from '../features/version/history-tab.js';
import type { LazyPart } from '../platform/lazy-part.js';

/** What a panel's tab shows. */
export interface PanelTab {
  readonly label: string;
  readonly count?: number | undefined;
}

/**
 * A panel in the right margin of the editor, brought by a feature. Panels are listed in {@link editorPanels} once and for
 * all, so their hooks run in the same order at every render.
 */
export interface EditorPanel {
  readonly id: string;
  /** Loads what the panel needs before it is first shown: the words of its feature. */
  readonly prepare: () => Promise<unknown>;
  /**
   * A hook, run as long as the editor is open, whichever panel is in sight: label and count of the tab. It is also where a
   * feature marks passages of the text (`showAnchors`) and hears its shortcuts. Has {@link useEditorPlace}.
   */
  readonly useTab: () => PanelTab;
  /** What is below the tab while it is in sight, loaded once the text stands. Has {@link useEditorPlace}. */
  readonly component: LazyPart<object>;
}

/** The panels after "Guidance", in the order of their tabs. Features add theirs here. */
export const editorPanels: readonly EditorPanel[] = [
  commentsPanel,
  suggestionsPanel,
  reviewPanel,
  historyPanel,
];
