import type { Suggestion } from '@concordat/document';
import { Button } from '@concordat/ui';
import { useEditorPlace } from '../../editor/editor-place.js';
import { useSession } from '../../platform/session.js';
import { useSuggestionText } from './suggestion-text.js';
import classes from './suggestion.module.css';
import type { Decide } from './use-verdict.js';

/** What {@link Verdicts} take. */
export interface VerdictsProps {
  readonly suggestion: Pick<Suggestion, 'id' | 'authorId'>;
  /** The whole sentence, for whoever hears the buttons alone. */
  readonly sentence: string;
  readonly decide: Decide;
}

/** What the reader may decide about a suggestion: writers accept or reject, its author withdraws. */
export function Verdicts({ suggestion: { id, authorId }, sentence, decide }: VerdictsProps) {
  const say = useSuggestionText();
  const { right } = useEditorPlace();
  const isOwn = useSession().person.id === authorId;
  const filter = { ids: [id] };
  if (right === 'edit')
    return (
      <>
        <Button
          size="dense"
          icon="check"
          aria-label={say('card.accept_one', { sentence })}
          onPress={() => decide('accept', filter, sentence)}
        >
          {say('card.accept')}
        </Button>
        <Button
          size="dense"
          icon="cross"
          aria-label={say('card.reject_one', { sentence })}
          onPress={() => decide('reject', filter, sentence)}
        >
          {say('card.reject')}
        </Button>
      </>
    );
  if (right === 'suggest' && isOwn)
    return (
      <Button
        size="dense"
        icon="undo"
        aria-label={say('card.withdraw_one', { sentence })}
        onPress={() => decide('withdraw', filter, sentence)}
      >
        {say('card.withdraw')}
      </Button>
    );
  return right === 'suggest' ? <p className={classes.soft}>{say('card.wait')}</p> : null;
}
