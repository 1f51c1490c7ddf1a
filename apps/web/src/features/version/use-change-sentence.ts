import type { ComparisonView } from '@concordat/contracts';
import { type ChangeGroup, isSpace, wordsOf } from './drawn-changes.js';
import { useVersionText } from './version-text.js';
import { useVersionWords } from './use-version-words.js';

/** Says in a plain sentence what somebody did at one place. */
export function useChangeSentence({ drawn, people }: ComparisonView): (group: ChangeGroup) => string {
  const say = useVersionText();
  const { whoOf } = useVersionWords();
  return ({ changes }) => {
    const [first] = changes;
    if (!first) return '';
    const person = people.find(({ id }) => id === first.by);
    const who = whoOf(person ?? null);
    const words = (kind: 'inserted' | 'deleted' | 'reshaped'): string =>
      changes
        .filter((change) => change.kind === kind)
        .map((change) => wordsOf(drawn, change))
        .join(' ')
        .trim();
    if (first.kind === 'reshaped') return say('change.reshaped', { who, words: words('reshaped') });
    const [came, went] = [words('inserted'), words('deleted')];
    if (came !== '' && went !== '') return say('change.replaced', { who, before: went, words: came });
    if (went !== '') return say('change.deleted', { who, words: went });
    if (came !== '') return say('change.inserted', { who, words: came });
    const what = say(
      first.of === 'block' ? 'change.empty' : isSpace(drawn, first) ? 'change.space' : 'change.part',
    );
    return say(first.kind === 'deleted' ? 'change.deleted_bare' : 'change.inserted_bare', { who, what });
  };
}
