import type { Suggestion } from '@concordat/document';
import { useFormat } from '../../platform/format.js';
import { whatIsSuggested } from './sentences.js';
import type { SuggesterOf } from './suggesters.js';
import { useSuggestionText } from './suggestion-text.js';
import classes from './suggestion.module.css';
import type { Decide } from './use-verdict.js';
import { Verdicts } from './verdicts.js';

/** What a {@link SuggestionList} takes. */
export interface SuggestionListProps {
  readonly suggestions: readonly Suggestion[];
  readonly suggesterOf: SuggesterOf;
  readonly decide: Decide;
}

/** Suggestions as plain sentences, each with its verbs beside it: to be worked through without the text. */
export function SuggestionList({ suggestions, suggesterOf, decide }: SuggestionListProps) {
  const say = useSuggestionText();
  const format = useFormat();
  return (
    <ol className={classes.list} aria-label={say('panel.cards')}>
      {suggestions.map((suggestion) => {
        const { name } = suggesterOf(suggestion.authorId);
        const sentence = say('said', { who: name, what: whatIsSuggested(suggestion, say) });
        const madeAt = new Date(suggestion.madeAt);
        return (
          <li key={suggestion.id}>
            <p>{sentence}</p>
            <time className={classes.soft} dateTime={madeAt.toISOString()}>
              {format.stamp(madeAt)}
            </time>
            <div className={classes.acts}>
              <Verdicts suggestion={suggestion} sentence={sentence} decide={decide} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}
