import type { Suggestion } from '@concordat/document';
import { EmptyState, IconButton, Loading, Notes, SegmentedControl, ToolToggle } from '@concordat/ui';
import { useEffect, useRef, useState } from 'react';
import { useEditorPlace, type TextView } from '../../editor/editor-place.js';
import { headingAbove } from '../../editor/presence/caret-place.js';
import { lookAt } from '../../editor/suggest/section-suggestions.js';
import { useSuggestions } from '../../editor/suggest/use-suggestions.js';
import { useNarrow } from '../../editor/use-narrow.js';
import { SeveralMenu } from './several-menu.js';
import { SuggestionCard } from './suggestion-card.js';
import { SuggestionList } from './suggestion-list.js';
import { useSuggesters } from './suggesters.js';
import { useSuggestionText } from './suggestion-text.js';
import classes from './suggestion.module.css';
import { useVerdict } from './use-verdict.js';

/** What is proposed in the text: cards in its order, or a list to be worked through by keyboard or on a phone. */
export function SuggestionsPanel() {
  const say = useSuggestionText();
  const { editor, right } = useEditorPlace();
  const { suggestions, activeId } = useSuggestions(editor);
  const isNarrow = useNarrow();
  const [isList, setList] = useState(isNarrow);
  const suggesterOf = useSuggesters();
  const decide = useVerdict(editor);
  if (editor === null) return <Loading label={say('panel.opening')} rows={3} rowHeight="list" />;
  if (suggestions.length === 0)
    return (
      <EmptyState title={say('panel.none.title')}>
        {say(right === 'read' ? 'panel.none.read' : 'panel.none.suggest')}
      </EmptyState>
    );
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <Steps suggestions={suggestions} activeId={activeId} onStep={(id) => lookAt(editor, id)} />
        <span className={classes.tools}>
          <ToolToggle
            icon="list"
            label={say('panel.as_list')}
            isOn={isList}
            onPress={() => setList(!isList)}
          />
          <SeveralMenu editor={editor} suggestions={suggestions} suggesterOf={suggesterOf} decide={decide} />
        </span>
      </div>
      <Views />
      {isList ? (
        <SuggestionList suggestions={suggestions} suggesterOf={suggesterOf} decide={decide} />
      ) : (
        <Cards suggestions={suggestions} activeId={activeId} suggesterOf={suggesterOf} decide={decide} />
      )}
    </div>
  );
}

/** Which of how many is looked at, the one before and the one after. */
function Steps({
  suggestions,
  activeId,
  onStep,
}: {
  readonly suggestions: readonly Suggestion[];
  readonly activeId: string | null;
  readonly onStep: (id: string) => void;
}) {
  const say = useSuggestionText();
  const current = suggestions.findIndex(({ id }) => id === activeId);
  const count = suggestions.length;
  const step = (by: 1 | -1) => {
    const from = current < 0 && by < 0 ? 0 : current;
    const next = suggestions[(from + by + count) % count];
    if (next) onStep(next.id);
  };
  return (
    <span className={classes.steps}>
      <b role="status">
        {current < 0 ? say('panel.count', { count }) : say('panel.position', { current: current + 1, count })}
      </b>
      <IconButton size="dense" icon="up" label={say('panel.previous')} onPress={() => step(-1)} />
      <IconButton size="dense" icon="down" label={say('panel.next')} onPress={() => step(1)} />
    </span>
  );
}

/** The text with its suggestions, without them, or as if all were accepted. */
function Views() {
  const say = useSuggestionText();
  const { view, showView } = useEditorPlace();
  const views: readonly TextView[] = ['markup', 'base', 'clean'];
  return (
    <SegmentedControl
      label={say('view.label')}
      segments={views.map((each) => ({ id: each, label: say(`view.${each}`) }))}
      value={view}
      onChange={showView}
      isWide
    />
  );
}

function Cards({
  suggestions,
  activeId,
  ...rest
}: {
  readonly suggestions: readonly Suggestion[];
  readonly activeId: string | null;
} & Pick<React.ComponentProps<typeof SuggestionCard>, 'suggesterOf' | 'decide'>) {
  const say = useSuggestionText();
  const { editor } = useEditorPlace();
  const frame = useRef<HTMLDivElement>(null);
  // The card of what one writes at, or has pressed, is in sight.
  useEffect(() => {
    frame.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  return (
    <div ref={frame}>
      <Notes label={say('panel.cards')}>
        {suggestions.map((suggestion) => (
          <SuggestionCard
            key={suggestion.id}
            suggestion={suggestion}
            heading={editor && headingAbove(editor.state.doc, suggestion.from)}
            isActive={suggestion.id === activeId}
            onActivate={() => editor && lookAt(editor, suggestion.id)}
            {...rest}
          />
        ))}
      </Notes>
    </div>
  );
}
