import { readSectionReview } from '@concordat/contracts';
import { useEditorPlace } from '../../editor/editor-place.js';
import { panelLoading } from '../../editor/panel-loading.js';
import type { EditorPanel } from '../../editor/panels.js';
import { loadMessages } from '../../platform/i18n.js';
import { lazyPart } from '../../platform/lazy-part.js';
import { useEndpoint } from '../../platform/query.js';
import { askingIn } from './review-standing.js';
import { useReviewText } from './review-text.js';
import { feature } from './section-review.routes.js';

/** The tab "Review" of the editor; its count says how many states ask for changes. */
export const reviewPanel: EditorPanel = {
  id: 'review',
  prepare: () => loadMessages(feature),
  useTab() {
    const say = useReviewText();
    const { section } = useEditorPlace();
    const { data } = useEndpoint(readSectionReview, { params: { sectionId: section.id } });
    const asking = data?.current ? askingIn(data.current).length : 0;
    return { label: say('panel.label'), ...(asking > 0 ? { count: asking } : {}) };
  },
  component: lazyPart(async () => (await import('./review-panel.js')).ReviewPanel, panelLoading),
};
