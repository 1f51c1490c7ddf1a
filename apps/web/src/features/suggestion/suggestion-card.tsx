import type { Suggestion } from '@concordat/document';
import { Note } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { whatIsSuggested } from './sentences.js';
import type { SuggesterOf } from './suggesters.js';
import { useSuggestionText } from './suggestion-text.js';
import type { Decide } from './use-verdict.js';
import { Verdicts } from './verdicts.js';

/** What a {@link SuggestionCard} takes. */
export interface SuggestionCardProps {
  readonly suggestion: Suggestion;
  /** The words of the heading above it. */
  readonly heading: string | null;
  readonly isActive: boolean;
  readonly onActivate: () => void;
  readonly suggesterOf: SuggesterOf;
  readonly decide: Decide;
}

/** A suggestion beside the text: who (state), when, what, and in sight also what can be decided. */
export function SuggestionCard(props: SuggestionCardProps) {
  const { suggestion, heading, isActive, onActivate, suggesterOf, decide } = props;
  const say = useSuggestionText();
  const format = useFormat();
  const { name, plate } = suggesterOf(suggestion.authorId);
  const what = whatIsSuggested(suggestion, say);
  const sentence = say('said', { who: name, what });
  const madeAt = new Date(suggestion.madeAt);
  return (
    <Note
      plate={plate}
      who={name}
      when={format.stamp(madeAt)}
      dateTime={madeAt.toISOString()}
      isActive={isActive}
      onActivate={onActivate}
      activateLabel={say('card.show', { sentence })}
      {...(isActive && heading !== null ? { footnote: say('card.under', { heading }) } : {})}
      actions={<Verdicts suggestion={suggestion} sentence={sentence} decide={decide} />}
    >
      {what}
    </Note>
  );
}
