import { useEffect } from 'react';
import { useEditorPlace } from '../../editor/editor-place.js';
import { panelLoading } from '../../editor/panel-loading.js';
import type { EditorPanel } from '../../editor/panels.js';
import { loadMessages } from '../../platform/i18n.js';
import { lazyPart } from '../../platform/lazy-part.js';
import { useComparing } from './comparing.js';
import { useReading } from './use-reading.js';
import { useVersionText } from './version-text.js';
import { feature } from './version.routes.js';

/** The tab "History" of the editor; it also notes what is read. */
export const historyPanel: EditorPanel = {
  id: 'history',
  prepare: () => loadMessages(feature),
  useTab() {
    const say = useVersionText();
    const { section } = useEditorPlace();
    const [, compare] = useComparing(section.id);
    useReading(section.id);
    // Whoever comes back later finds the text and not an old comparison.
    useEffect(() => () => compare(null), [compare]);
    return { label: say('panel.label') };
  },
  component: lazyPart(async () => (await import('./history-panel.js')).HistoryPanel, panelLoading),
};
