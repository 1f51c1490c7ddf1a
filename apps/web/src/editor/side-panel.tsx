import { Tabs } from '@concordat/ui';
import type { KeyboardEvent, Ref } from 'react';
import { useSectionText } from '../features/section/text.js';
import { useEditorPlace } from './editor-place.js';
import { GuidancePanel } from './guidance-panel.js';
import { editorPanels, type PanelTab } from './panels.js';
import classes from './side-panel.module.css';

/** The first panel, which is always there. */
export const guidancePanel = 'guidance';

/** The panels beside the text. Escape leads back to it. */
export function SidePanel({
  ref,
  onReturn,
}: {
  readonly ref: Ref<HTMLElement>;
  readonly onReturn: () => void;
}) {
  const text = useSectionText();
  const { panel, openPanel } = useEditorPlace();
  const tabs = usePanelTabs();
  const items = [
    { id: guidancePanel, label: text('guidance.tab'), content: <GuidancePanel /> },
    ...editorPanels.map(({ id, component: Panel }, index) => ({
      id,
      label: tabs[index]?.label ?? id,
      count: tabs[index]?.count,
      content: <Panel />,
    })),
  ];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    onReturn();
  };
  return (
    <aside
      ref={ref}
      className={classes.panel}
      aria-label={text('panel.label')}
      onKeyDown={onKeyDown}
      data-chrome=""
    >
      <Tabs label={text('panel.tabs')} items={items} value={panel} onChange={openPanel} place="panel" />
    </aside>
  );
}

function usePanelTabs(): readonly PanelTab[] {
  // The list never changes while the page is open, so these hooks run in the same order every time.
  // eslint-disable-next-line react-hooks/rules-of-hooks
  return editorPanels.map(({ useTab }) => useTab());
}
