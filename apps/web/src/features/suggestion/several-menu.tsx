import type { Suggestion } from '@concordat/document';
import { Button, Menu, type MenuItem } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useEditorPlace } from '../../editor/editor-place.js';
import { useSession } from '../../platform/session.js';
import type { SuggesterOf } from './suggesters.js';
import { useSuggestionText } from './suggestion-text.js';
import type { Decide } from './use-verdict.js';

/** What a {@link SeveralMenu} takes. */
export interface SeveralMenuProps {
  readonly editor: Editor;
  readonly suggestions: readonly Suggestion[];
  readonly suggesterOf: SuggesterOf;
  readonly decide: Decide;
}

const verdicts = ['accept', 'reject'] as const;

/** Decides on several at once: those in the selected text, those of one person, or all. */
export function SeveralMenu({ editor, suggestions, suggesterOf, decide }: SeveralMenuProps) {
  const say = useSuggestionText();
  const { right } = useEditorPlace();
  const { person } = useSession();
  const own = suggestions.filter(({ authorId }) => authorId === person.id);
  if (right === 'read' || (right === 'suggest' && own.length === 0)) return null;
  const counted = (count: number) => say('panel.count', { count });
  const authors = [...new Set(suggestions.map(({ authorId }) => authorId))];
  const inSelection: MenuItem[] = verdicts.map((verdict) => ({
    id: `selection-${verdict}`,
    label: say(`many.${verdict}_selection`),
    onAction: () => {
      const { from, to } = editor.state.selection;
      decide(verdict, { from, to });
    },
  }));
  const byAuthor = authors.flatMap((authorId) =>
    verdicts.map((verdict): MenuItem => ({
      id: `${authorId}-${verdict}`,
      label: say(`many.${verdict}_author`, { who: suggesterOf(authorId).name }),
      description: counted(suggestions.filter((each) => each.authorId === authorId).length),
      onAction: () => decide(verdict, { authorId }),
    })),
  );
  const all = verdicts.map((verdict): MenuItem => ({
    id: `all-${verdict}`,
    label: say(`many.${verdict}_all`),
    description: counted(suggestions.length),
    onAction: () => decide(verdict, 'all'),
  }));
  const withdraw: MenuItem = {
    id: 'withdraw',
    label: say('many.withdraw'),
    description: counted(own.length),
    onAction: () => decide('withdraw', { authorId: person.id }),
  };
  return (
    <Menu
      label={say('many.menu')}
      placement="bottom end"
      trigger={
        <Button size="dense" icon="down">
          {say('many.open')}
        </Button>
      }
      groups={right === 'edit' ? [inSelection, byAuthor, all] : [[withdraw]]}
    />
  );
}
