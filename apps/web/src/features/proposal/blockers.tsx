import type { BlockerView, CockpitView } from '@concordat/contracts';
import { Button, ButtonLink, Plate, RuledList, Section, WaitingRow } from '@concordat/ui';
import { useState } from 'react';
import { addresses } from '../../platform/addresses.js';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import classes from './overview-screen.module.css';
import { RemindButton } from './remind-button.js';
import { blockerWords, type Reader, type Say } from './sentences.js';
import { blockerMarks, plateOf } from './state-words.js';

const shownAtFirst = 6;

/** What stands in the way, in words, each with the one who acts next. */
export function Blockers({ view, say, reader }: { view: CockpitView; say: Say; reader: Reader }) {
  const [showsAll, setShowsAll] = useState(false);
  const { blockers } = view;
  const shown = showsAll ? blockers : blockers.slice(0, shownAtFirst);
  return (
    <Section
      title={say('overview.blockers.heading')}
      meta={say('overview.blockers.meta', { count: blockers.length })}
      rule="bare"
    >
      {blockers.length === 0 && <p className={classes.empty}>{say('overview.blockers.empty')}</p>}
      <RuledList>
        {shown.map((blocker) => (
          <Blocker
            key={`${blocker.sectionId} ${blocker.code} ${blocker.next.memberId ?? ''}`}
            blocker={blocker}
            view={view}
            say={say}
            reader={reader}
          />
        ))}
      </RuledList>
      {blockers.length > shownAtFirst && (
        <Button kind="quiet" size="dense" onPress={() => setShowsAll(!showsAll)}>
          {showsAll
            ? say('overview.blockers.show_less')
            : say('overview.blockers.show_all', { count: blockers.length })}
        </Button>
      )}
    </Section>
  );
}

interface BlockerProps {
  readonly blocker: BlockerView;
  readonly view: CockpitView;
  readonly say: Say;
  readonly reader: Reader;
}

function Blocker({ blocker, view, say, reader }: BlockerProps) {
  const format = useFormat();
  const { kind, mine, sectionId } = blocker;
  const { title, detail } = blockerWords(say, blocker, format.state, reader);
  const canName = kind === 'unassigned' && view.abilities['section.assign'] === true;
  return (
    <WaitingRow
      layout="line"
      mark={blockerMarks[kind]}
      markWord={say(`overview.blockers.kind.${kind}`)}
      title={title}
      nextLabel={say('overview.blockers.next')}
      next={<NextActor blocker={blocker} say={say} />}
      action={
        !mine && view.abilities['reminder.nudge'] ? (
          <RemindButton proposalId={view.proposalId} blocker={blocker} title={title} say={say} />
        ) : (
          <ButtonLink size="dense" href={addresses.section(view.proposalId, sectionId)}>
            {canName
              ? say('overview.blockers.name_lead')
              : say('overview.blockers.open', { number: String(blocker.params['number'] ?? '') })}
          </ButtonLink>
        )
      }
    >
      {detail}
    </WaitingRow>
  );
}

function NextActor({ blocker: { next, mine }, say }: { blocker: BlockerView; say: Say }) {
  const format = useFormat();
  const words = useWords();
  const standsFor = {
    section_lead: say('overview.blockers.lead_of_section'),
    member: words('role.member_lead'),
    coordinator: words('role.coordinator'),
  };
  return (
    <>
      {next.stateCode && <Plate {...plateOf(next.stateCode, format.state(next.stateCode))} />}
      <span>{mine ? say('overview.blockers.you') : (next.person?.displayName ?? standsFor[next.as])}</span>
    </>
  );
}
