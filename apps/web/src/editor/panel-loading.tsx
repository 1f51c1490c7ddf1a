import { Loading } from '@concordat/ui';
import { useSectionText } from '../features/section/text.js';

function PanelLoading() {
  const text = useSectionText();
  return <Loading label={text('panel.loading')} rows={3} rowHeight="list" />;
}

/** A panel whose file is not here yet, as it looks while its content is being read. */
export const panelLoading = () => <PanelLoading />;
