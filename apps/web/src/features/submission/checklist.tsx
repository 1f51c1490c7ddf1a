import type { CheckView, SubmissionView } from '@concordat/contracts';
import { Button, ButtonLink, RuledList, Section, WaitingRow } from '@concordat/ui';
import { type ReactNode, useState } from 'react';
import { addresses } from '../../platform/addresses.js';
import { useFormat } from '../../platform/format.js';
import { type CheckedPlace, placesOf } from './checked-places.js';
import { Rule } from './rule.js';
import classes from './submission.module.css';
import { useSubmissionText } from './text.js';
import { PassedPlaces } from './passed-places.js';

const groups = [
  ['must_fix', 'blocked'],
  ['should_look', 'warning'],
] as const;

/** How many passed places are shown before the reader asks for all. */
const shownAtFirst = 6;

/** What was found, in three groups, section by section, with the rule behind it and where to go. */
export function Checklist({ view, again }: { view: SubmissionView; again: ReactNode }) {
  const say = useSubmissionText();
  const format = useFormat();
  return (
    <>
      {groups.map(([group, mark], index) => {
        const places = placesOf(view.checks, group);
        const count = view.checks.filter((check) => check.group === group).length;
        return (
          <Section
            key={group}
            title={say(`group.${group}`)}
            meta={
              index === 0
                ? say('group.checked', { count, when: format.stamp(view.checkedAt) })
                : say('group.count', { count, places: places.length })
            }
            actions={index === 0 ? again : undefined}
          >
            {places.length === 0 && <p className={classes.quiet}>{say(`none.${group}`)}</p>}
            {places.length > 0 && (
              <RuledList label={say(`group.${group}`)}>
                {places.map((place) => (
                  <WaitingRow
                    key={place.key}
                    mark={mark}
                    markWord={say(`group.${group}`)}
                    title={<PlaceTitle place={place} />}
                    action={<OpenSection proposalId={view.proposalId} place={place} />}
                  >
                    <Findings place={place} />
                  </WaitingRow>
                ))}
              </RuledList>
            )}
          </Section>
        );
      })}
      <Passed view={view} />
    </>
  );
}

function Passed({ view }: { view: SubmissionView }) {
  const say = useSubmissionText();
  const [all, setAll] = useState(false);
  const places = placesOf(view.checks, 'passed');
  const count = view.checks.filter(({ group }) => group === 'passed').length;
  const hasMore = places.length > shownAtFirst;
  return (
    <Section
      title={say('group.passed')}
      meta={say('group.count', { count, places: places.length })}
      actions={
        hasMore && (
          <Button size="dense" kind="quiet" aria-expanded={all} onPress={() => setAll(!all)}>
            {all ? say('passed.fewer') : say('passed.all', { count: places.length })}
          </Button>
        )
      }
    >
      {places.length === 0 && <p className={classes.quiet}>{say('none.passed')}</p>}
      <PassedPlaces proposalId={view.proposalId} places={all ? places : places.slice(0, shownAtFirst)} />
    </Section>
  );
}

function PlaceTitle({ place: { section, checks } }: { place: CheckedPlace }) {
  const say = useSubmissionText();
  if (section) return `${section.number} ${section.title}`;
  return checks.map(({ code, params }) => say(code as 'check.pages', params)).join(' ');
}

function Findings({ place: { section, checks } }: { place: CheckedPlace }) {
  return checks.map((check) => (
    <span key={check.code} className={check.rule ? classes.finding : undefined}>
      {section && <Finding check={check} />} <Rule rule={check.rule} />{' '}
    </span>
  ));
}

/** One finding of a section that is named beside it. */
function Finding({ check: { code, params } }: { check: CheckView }) {
  const say = useSubmissionText();
  return say(code as 'check.section_empty', params);
}

function OpenSection({ proposalId, place: { section } }: { proposalId: string; place: CheckedPlace }) {
  const say = useSubmissionText();
  if (!section) return null;
  return (
    <ButtonLink size="dense" href={addresses.section(proposalId, section.id)}>
      {say('check.open', { number: section.number })}
    </ButtonLink>
  );
}
