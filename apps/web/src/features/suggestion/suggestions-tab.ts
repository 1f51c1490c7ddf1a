import { useEffect } from 'react';
import { useEditorPlace } from '../../editor/editor-place.js';
import { panelLoading } from '../../editor/panel-loading.js';
import type { EditorPanel } from '../../editor/panels.js';
import { drawWith } from '../../editor/suggest/section-suggestions.js';
import { useSuggestions } from '../../editor/suggest/use-suggestions.js';
import { loadMessages } from '../../platform/i18n.js';
import { lazyPart } from '../../platform/lazy-part.js';
import { whatIsSuggested } from './sentences.js';
import { useSuggesters } from './suggesters.js';
import { feature } from './suggestion.routes.js';
import { useSuggestionText } from './suggestion-text.js';

const panelId = 'suggestions';

/** The tab "Suggestions" of the editor: it also gives suggestions their authors' ink and hears when one is pressed. */
export const suggestionsPanel: EditorPanel = {
  id: panelId,
  prepare: () => loadMessages(feature),
  useTab() {
    const say = useSuggestionText();
    const { editor } = useEditorPlace();
    const { suggestions } = useSuggestions(editor);
    useInk();
    usePressedInk();
    return { label: say('panel.label'), ...(suggestions.length > 0 ? { count: suggestions.length } : {}) };
  },
  component: lazyPart(async () => (await import('./suggestions-panel.js')).SuggestionsPanel, panelLoading),
};

function useInk(): void {
  const say = useSuggestionText();
  const { editor } = useEditorPlace();
  const suggesterOf = useSuggesters();
  useEffect(() => {
    if (!editor) return;
    drawWith(editor, (suggestion) => {
      const { name, colour, code } = suggesterOf(suggestion.authorId);
      return { colour, code, sentence: say('said', { who: name, what: whatIsSuggested(suggestion, say) }) };
    });
  }, [editor, say, suggesterOf]);
}

/** Whoever presses a suggestion in the text sees its card. */
function usePressedInk(): void {
  const { editor, openPanel } = useEditorPlace();
  useEffect(() => {
    if (!editor) return undefined;
    const { dom } = editor.view;
    const hear = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest('[data-card]')) openPanel(panelId);
    };
    dom.addEventListener('click', hear);
    return () => dom.removeEventListener('click', hear);
  }, [editor, openPanel]);
}
