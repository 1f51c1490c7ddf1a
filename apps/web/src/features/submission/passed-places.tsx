import { Mark, TextLink } from '@concordat/ui';
import { addresses } from '../../platform/addresses.js';
import { useFormat } from '../../platform/format.js';
import type { CheckedPlace } from './checked-places.js';
import { Rule } from './rule.js';
import classes from './submission.module.css';
import { useSubmissionText } from './text.js';

/** What needs nobody's attention, in two columns. Guides that nobody confirmed are explained once, below. */
export function PassedPlaces({
  proposalId,
  places,
}: {
  proposalId: string;
  places: readonly CheckedPlace[];
}) {
  const say = useSubmissionText();
  return (
    <>
      <ul className={classes.passed} aria-label={say('group.passed')}>
        {places.map(({ key, section, checks }) => (
          <li key={key} className={classes.passedPlace}>
            <Mark kind="approved" isWordHidden>
              {say('group.passed')}
            </Mark>
            <div>
              {section && (
                <TextLink tone="ink" href={addresses.section(proposalId, section.id)}>
                  {section.number} {section.title}
                </TextLink>
              )}
              <span className={section ? classes.soft : undefined}>
                {checks.map(({ code, params }) => say(code as 'check.words', params)).join(' ')}
              </span>
              {!section && (
                <span className={classes.soft}>
                  <Rule rule={checks[0]?.rule ?? null} />
                </span>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Guides places={places} />
    </>
  );
}

function Guides({ places }: { places: readonly CheckedPlace[] }) {
  const say = useSubmissionText();
  const format = useFormat();
  const rules = places
    .filter(({ section }) => section !== null)
    .flatMap(({ checks }) => checks.flatMap(({ rule }) => (rule && !rule.verified ? [rule] : [])));
  const sources = [...new Set(rules.flatMap((rule) => rule.sources))];
  return sources.map((source) => (
    <p key={source} className={classes.quiet}>
      {say('passed.guides', {
        sections: format.list(rules.filter((rule) => rule.sources.includes(source)).map(({ id }) => id)),
        source,
      })}
    </p>
  ));
}
