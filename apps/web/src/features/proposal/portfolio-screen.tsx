import { type PortfolioView, readPortfolio } from '@concordat/contracts';
import {
  ButtonLink,
  Columns,
  EmptyState,
  RuledList,
  ScreenHead,
  Section,
  SegmentedControl,
  WaitingRow,
} from '@concordat/ui';
import type { ReactNode } from 'react';
import { addresses } from '../../platform/addresses.js';
import { useFormat } from '../../platform/format.js';
import { useAddressSearch } from '../../platform/place.js';
import { useEndpointData } from '../../platform/query.js';
import { isSignedIn, useOptionalSession } from '../../platform/session.js';
import { Calendar } from './calendar.js';
import classes from './portfolio-screen.module.css';
import { PortfolioSearch, type ProposalFilter, proposalFilters } from './proposal.search.js';
import { ProposalsTable } from './proposals-table.js';
import { portfolioLede, type Reader, type Say, waitingWords } from './sentences.js';
import { useReader, useSay } from './use-say.js';
import { waitingAddress, waitingMark } from './waiting.js';

/** The first screen: what waits for the reader, then their proposals. */
export function PortfolioScreen() {
  const [{ show }, search] = useAddressSearch(PortfolioSearch);
  const view = useEndpointData(readPortfolio, {});
  return <Portfolio view={view} filter={show} onFilter={(filter) => search({ show: filter })} />;
}

/** What a {@link Portfolio} takes. */
export interface PortfolioProps {
  readonly view: PortfolioView;
  readonly filter: ProposalFilter;
  readonly onFilter: (filter: ProposalFilter) => void;
}

/** The portfolio of what is given, in one of its views. */
export function Portfolio({ view, filter, onFilter }: PortfolioProps) {
  const say = useSay();
  const reader = useReader();
  return (
    <>
      <ScreenHead title={say('portfolio.title')} lede={portfolioLede(say, view.lede, reader)} />
      <Columns label={say('portfolio.calendar.heading')} aside={<Calendar items={view.calendar} say={say} />}>
        <Waiting view={view} say={say} reader={reader} />
      </Columns>
      <Proposals view={view} filter={filter} onFilter={onFilter} />
    </>
  );
}

function Waiting({ view, say, reader }: { view: PortfolioView; say: Say; reader: Reader }) {
  const format = useFormat();
  const { waiting, waitingTotal } = view;
  const shown = waiting.length;
  const meta =
    shown < waitingTotal
      ? say('portfolio.waiting.meta_more', { shown, total: waitingTotal })
      : say('portfolio.waiting.meta', { shown });
  return (
    <Section title={say('portfolio.waiting.heading')} meta={meta} rule="bare">
      {shown === 0 && <p className={classes.quiet}>{say('portfolio.waiting.empty')}</p>}
      <RuledList>
        {waiting.map((item, index) => {
          const { title, detail, act } = waitingWords(say, item, format.state, reader);
          const kind = waitingMark(item);
          return (
            <WaitingRow
              key={`${item.kind} ${item.proposalId ?? index} ${item.section?.id ?? ''}`}
              mark={kind}
              markWord={say(`portfolio.mark.${kind}`)}
              title={title}
              action={
                <ButtonLink size="dense" href={waitingAddress(item)}>
                  {act}
                </ButtonLink>
              }
            >
              {detail}
            </WaitingRow>
          );
        })}
      </RuledList>
    </Section>
  );
}

function Proposals({ view, filter, onFilter }: PortfolioProps) {
  const say = useSay();
  const reader = useReader();
  const { proposals, abilities } = view;
  const mayFound = abilities['proposal.found'] === true;
  const shown = proposals.filter(({ closed }) => filter === 'all' || closed === (filter === 'closed'));
  const found = mayFound ? (
    <ButtonLink size="dense" icon="plus" href={addresses.newProposal()}>
      {say('portfolio.proposals.new')}
    </ButtonLink>
  ) : undefined;
  if (proposals.length === 0)
    return (
      <Section title={say('portfolio.proposals.heading')}>
        <NoProposals found={found} />
      </Section>
    );
  return (
    <Section
      title={say('portfolio.proposals.heading')}
      meta={say('portfolio.proposals.meta', { shown: shown.length, total: proposals.length })}
      actions={
        <>
          <SegmentedControl
            label={say('portfolio.proposals.show')}
            value={filter}
            onChange={onFilter}
            segments={proposalFilters.map((id) => ({ id, label: say(`portfolio.proposals.${id}`) }))}
          />
          {found}
        </>
      }
    >
      {shown.length === 0 ? (
        <p className={classes.quiet}>{say(`portfolio.proposals.empty_${filter}`)}</p>
      ) : (
        <ProposalsTable lines={shown} say={say} reader={reader} />
      )}
    </Section>
  );
}

/** What stands here before the first proposal; those who look after something are led to it. */
function NoProposals({ found }: { found: ReactNode }) {
  const say = useSay();
  const session = useOptionalSession();
  const may = isSignedIn(session) ? session.abilities : undefined;
  const desk = <ButtonLink href={addresses.intake()}>{say('portfolio.empty.officer.act')}</ButtonLink>;
  const progress = <ButtonLink href={addresses.progress()}>{say('portfolio.empty.admin.act')}</ButtonLink>;
  const [whose, action] = found
    ? (['founder', found] as const)
    : may?.['intake.read']
      ? (['officer', desk] as const)
      : may?.['reminder.read_all']
        ? (['admin', progress] as const)
        : (['invited', undefined] as const);
  return (
    <EmptyState title={say(`portfolio.empty.${whose}.title`)} action={action}>
      {say(`portfolio.empty.${whose}.text`)}
    </EmptyState>
  );
}
