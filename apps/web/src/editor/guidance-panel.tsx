import type { PersonBrief } from '@concordat/contracts';
import { DefinitionList, Who, type Definition } from '@concordat/ui';
import { plateOf } from '../features/proposal/state-words.js';
import { useSectionText } from '../features/section/text.js';
import { useFormat } from '../platform/format.js';
import { LimitDoubt } from './asks.js';
import { useEditorPlace } from './editor-place.js';
import classes from './guidance-panel.module.css';

/** What the call says about the section, where that stands, and who writes here. */
export function GuidancePanel() {
  const text = useSectionText();
  const format = useFormat();
  const { section } = useEditorPlace();
  const { guidance, guidanceSource, criterion, wordLimit, lead, contributors, due } = section;
  const facts: Definition[] = [
    ...(criterion === null ? [] : [{ id: 'criterion', term: text('guidance.criterion'), value: criterion }]),
    ...(wordLimit === null
      ? []
      : [
          {
            id: 'limit',
            term: text('guidance.limit'),
            value: (
              <>
                {text('guidance.limit_words', { limit: wordLimit })} <LimitDoubt section={section} />
              </>
            ),
          },
        ]),
    ...(guidanceSource === ''
      ? []
      : [{ id: 'source', term: text('guidance.source'), value: guidanceSource }]),
  ];
  const people: Definition[] = [
    {
      id: 'lead',
      term: text('sections.lead'),
      value: lead === null ? text('sections.no_lead') : <Person person={lead} />,
    },
    ...(contributors.length === 0
      ? []
      : [
          {
            id: 'contributors',
            term: text('guidance.contributors'),
            value: (
              <span className={classes.people}>
                {contributors.map((person) => (
                  <Person key={person.id} person={person} />
                ))}
              </span>
            ),
          },
        ]),
    ...(due === null ? [] : [{ id: 'due', term: text('sections.due'), value: format.moment(due) }]),
  ];
  return (
    <div className={classes.guidance}>
      <h2>{section.title}</h2>
      <p>{guidance === '' ? text('guidance.none') : guidance}</p>
      {facts.length > 0 && <DefinitionList items={facts} />}
      <h3>{text('guidance.people')}</h3>
      <DefinitionList items={people} />
      <LastEdit />
    </div>
  );
}

function LastEdit() {
  const text = useSectionText();
  const format = useFormat();
  const {
    section: { lastEditedAt, lastEditedBy },
  } = useEditorPlace();
  if (lastEditedAt === null) return null;
  const when = format.stamp(lastEditedAt);
  return (
    <p className={classes.meta}>
      {lastEditedBy === null
        ? text('guidance.last_edit_unknown', { when })
        : text('guidance.last_edit', { when, name: lastEditedBy.displayName })}
    </p>
  );
}

function Person({ person: { displayName, stateCode } }: { readonly person: PersonBrief }) {
  const format = useFormat();
  if (stateCode === null) return <span>{displayName}</span>;
  return <Who plate={plateOf(stateCode, format.state(stateCode))}>{displayName}</Who>;
}
