import { type CockpitRow, type CockpitView, readCockpit } from '@concordat/contracts';
import { Legend, Mark, NotConfirmed, ScreenHead, Section, SegmentedControl } from '@concordat/ui';
import { useWords } from '../../platform/i18n.js';
import { useAddressPart, useAddressSearch } from '../../platform/place.js';
import { useEndpointData } from '../../platform/query.js';
import { Blockers } from './blockers.js';
import classes from './overview-screen.module.css';
import { OverviewSearch, type SectionFilter, sectionFilters } from './proposal.search.js';
import { SectionMatrix } from './section-matrix.js';
import { overviewLede, type Say } from './sentences.js';
import { useReader, useSay } from './use-say.js';

const legend = [
  'not_asked',
  'drafting',
  'reading',
  'changes',
  'approved',
  'abstained',
  'stale',
  'late',
  'blocked',
] as const;

const shows: Record<SectionFilter, (row: CockpitRow) => boolean> = {
  all: () => true,
  not_ready: ({ ready }) => !ready,
  mine: ({ mine }) => mine,
};

/** The overview of a proposal: where it stands, what stands in the way, and who has to do what. */
export function OverviewScreen() {
  const proposalId = useAddressPart('proposalId');
  const [{ show }, search] = useAddressSearch(OverviewSearch);
  const view = useEndpointData(readCockpit, { params: { proposalId } });
  return <Overview view={view} filter={show} onFilter={(filter) => search({ show: filter })} />;
}

/** What an {@link Overview} takes. */
export interface OverviewProps {
  readonly view: CockpitView;
  readonly filter: SectionFilter;
  readonly onFilter: (filter: SectionFilter) => void;
}

/** The overview of what is given, in one of its views. */
export function Overview({ view, filter, onFilter }: OverviewProps) {
  const say = useSay();
  const reader = useReader();
  const { all, notReady, mine } = view.counts;
  const counts = { all, not_ready: notReady, mine };
  return (
    <>
      <ScreenHead title={say('overview.title')} lede={overviewLede(say, view.lede)} />
      <Blockers view={view} say={say} reader={reader} />
      <Section
        title={say('overview.matrix.heading')}
        actions={
          <SegmentedControl
            label={say('overview.matrix.show')}
            value={filter}
            onChange={onFilter}
            segments={sectionFilters.map((id) => ({
              id,
              label: say(`overview.matrix.${id}`, { count: counts[id] }),
            }))}
          />
        }
      >
        {counts[filter] === 0 ? (
          <p className={classes.empty}>{say(`overview.matrix.empty.${filter}`)}</p>
        ) : (
          <Sections view={view} filter={filter} say={say} />
        )}
      </Section>
    </>
  );
}

function Sections({ view, filter, say }: { view: CockpitView; filter: SectionFilter; say: Say }) {
  const words = useWords();
  const unconfirmed = view.rows.some(({ wordLimit, limitVerified }) => wordLimit !== null && !limitVerified);
  return (
    <>
      <SectionMatrix view={view} shows={shows[filter]} say={say} />
      <div className={classes.legend}>
        <Legend>
          {legend.map((kind) => (
            <Mark key={kind} kind={kind}>
              {kind === 'changes' || kind === 'stale'
                ? say(`overview.legend.${kind}`)
                : words(`cell.${kind}`)}
            </Mark>
          ))}
        </Legend>
      </div>
      {unconfirmed && (
        <p className={classes.note}>
          {say('overview.matrix.limits')}{' '}
          <NotConfirmed
            sourceLabel={say('overview.matrix.limits_source')}
            source={say('overview.matrix.limits_from')}
          >
            {say('overview.matrix.unconfirmed')}
          </NotConfirmed>
        </p>
      )}
    </>
  );
}
