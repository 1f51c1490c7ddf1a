import { NotConfirmed } from '@concordat/ui';
import { useCallText } from './call-text.js';

/** Marks a fact that nobody has confirmed; opens what is known about its source. Shows nothing for a confirmed one. */
export function Unsure({
  fact,
  words,
}: {
  fact: { verified: boolean; sources: readonly string[] };
  words?: string;
}) {
  const say = useCallText();
  if (fact.verified) return null;
  return (
    <NotConfirmed
      sourceLabel={say('unsure.label')}
      source={
        fact.sources.length === 0 ? (
          say('unsure.none')
        ) : (
          <ul>
            {fact.sources.map((source) => (
              <li key={source}>{source}</li>
            ))}
          </ul>
        )
      }
    >
      {words ?? say('unsure.words')}
    </NotConfirmed>
  );
}
