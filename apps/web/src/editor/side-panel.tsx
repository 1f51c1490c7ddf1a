import { IconButton, Tabs } from '@concordat/ui';
import { useEffect, type KeyboardEvent, type MouseEvent, type Ref } from 'react';
import { useSectionText } from '../features/section/text.js';
import { useComparing } from '../features/version/comparing.js';
import { whenIdle } from '../platform/when-idle.js';
import { useEditorPlace } from './editor-place.js';
import { GuidancePanel } from './guidance-panel.js';
import { editorPanels, type PanelTab } from './panels.js';
import classes from './side-panel.module.css';
import { useNarrow } from './use-narrow.js';

/** The first panel, which is always there. */
export const guidancePanel = 'guidance';

/** What a {@link SidePanel} takes. */
export interface SidePanelProps {
  readonly ref: Ref<HTMLElement>;
  readonly onReturn: () => void;
  /** On a phone it is a sheet over the lower part of the text, and this says whether it is drawn up. */
  readonly isUp: boolean;
  readonly onUp: (isUp: boolean) => void;
}

/** The panels beside the text, on a phone a sheet that is drawn up over it. Escape leads back to the text. */
export function SidePanel({ ref, onReturn, isUp, onUp }: SidePanelProps) {
  const text = useSectionText();
  const { panel, openPanel, section, editor } = useEditorPlace();
  const isSheet = useNarrow();
  const isTextHere = editor !== null;
  useEffect(() => {
    if (!isTextHere) return undefined;
    return whenIdle(() => editorPanels.forEach(({ component }) => component.prepare()));
  }, [isTextHere]);
  const tabs = usePanelTabs();
  const [comparing] = useComparing(section.id);
  const compared = comparing && `${comparing.from} ${comparing.to}`;
  // What is compared is shown in the text, which the sheet would cover.
  useEffect(() => {
    if (isSheet && compared !== null) onUp(false);
  }, [isSheet, compared, onUp]);
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
    onUp(false);
    onReturn();
  };
  // The tab that is chosen already tells nobody when it is pressed again.
  const onClick = ({ target }: MouseEvent) => {
    if (!isUp && target instanceof Element && target.closest('[role="tab"]')) onUp(true);
  };
  return (
    <aside
      ref={ref}
      className={classes.panel}
      aria-label={text('panel.label')}
      onKeyDown={onKeyDown}
      onClick={onClick}
      data-chrome=""
      {...(isSheet && { 'data-sheet': isUp ? 'up' : 'down' })}
    >
      <Tabs
        label={text('panel.tabs')}
        items={items}
        value={panel}
        onChange={openPanel}
        place="panel"
        end={
          isSheet && (
            <IconButton
              icon={isUp ? 'down' : 'up'}
              label={text(isUp ? 'panel.down' : 'panel.up')}
              aria-expanded={isUp}
              onPress={() => onUp(!isUp)}
            />
          )
        }
      />
    </aside>
  );
}

function usePanelTabs(): readonly PanelTab[] {
  // The list never changes while the page is open, so these hooks run in the same order every time.
  // eslint-disable-next-line react-hooks/rules-of-hooks
  return editorPanels.map(({ useTab }) => useTab());
}
