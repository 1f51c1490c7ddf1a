import type { CheckView, SubmissionView } from '@concordat/contracts';
import { ButtonLink, RuledList, Section, TextLink, WaitingRow } from '@concordat/ui';
import type { ReactNode } from 'react';
import { addresses } from '../../platform/addresses.js';
import { useFormat } from '../../platform/format.js';
import type { messages } from './messages.en.js';
import { type Say, useSubmissionText } from './text.js';

const groups = [
  ['must_fix', 'blocked'],
  ['should_look', 'warning'],
  ['passed', 'approved'],
] as const;

/** What was found, in three groups, each line with its rule and where to go. */
export function Checklist({ view, again }: { view: SubmissionView; again: ReactNode }) {
  const say = useSubmissionText();
  const format = useFormat();
  return groups.map(([group, mark], index) => {
    const found = view.checks.filter((check) => check.group === group);
    return (
      <Section
        key={group}
        title={say(`group.${group}`)}
        meta={
          index === 0
            ? `${found.length} · ${say('group.checked', { when: format.stamp(view.checkedAt) })}`
            : found.length
        }
        actions={index === 0 ? again : undefined}
      >
        {found.length === 0 && <p>{say('group.none')}</p>}
        {found.length > 0 && (
          <RuledList label={say(`group.${group}`)}>
            {found.map((check) => (
              <WaitingRow
                key={`${check.code} ${check.sectionId}`}
                mark={mark}
                markWord={say(`group.${group}`)}
                title={sentenceOf(check, say)}
                action={
                  check.sectionId !== null && <OpenSection proposalId={view.proposalId} check={check} />
                }
              >
                <Rule check={check} />
              </WaitingRow>
            ))}
          </RuledList>
        )}
      </Section>
    );
  });
}

const sentenceOf = ({ code, params }: CheckView, say: Say): string =>
  say(code as keyof typeof messages, params);

function OpenSection({ proposalId, check }: { proposalId: string; check: CheckView }) {
  const say = useSubmissionText();
  return (
    <ButtonLink size="dense" href={addresses.section(proposalId, check.sectionId ?? '')}>
      {say('check.open', { number: String(check.params['number'] ?? '') })}
    </ButtonLink>
  );
}

function Rule({ check: { rule } }: { check: CheckView }) {
  const say = useSubmissionText();
  if (rule === null) return null;
  return (
    <>
      {say('check.rule', { id: rule.id, text: rule.text })} {!rule.verified && say('check.unverified')}{' '}
      {rule.sources.map((source, index) => (
        <span key={source}>
          {/^https:/.test(source) ? (
            <TextLink href={source} target="_blank" rel="noreferrer">
              {say('check.source', { number: index + 1 })}
            </TextLink>
          ) : (
            source
          )}{' '}
        </span>
      ))}
    </>
  );
}
