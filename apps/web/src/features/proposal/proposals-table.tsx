import type { PortfolioLine } from '@concordat/contracts';
import { countdown, countdownTone } from '@concordat/domain';
import { type Column, DataTable, Mark, Plate, TextLink } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { addresses } from '../../platform/addresses.js';
import classes from './proposals-table.module.css';
import { blockerFigure, type Reader, type Say } from './sentences.js';
import { plateOf, stageMarks } from './state-words.js';

/** The reader's proposals, one line each. */
export function ProposalsTable({
  lines,
  say,
  reader,
}: {
  lines: readonly PortfolioLine[];
  say: Say;
  reader: Reader;
}) {
  const columns: Column<PortfolioLine>[] = [
    {
      id: 'proposal',
      head: say('portfolio.proposals.column.proposal'),
      cell: (line) => <Name line={line} />,
    },
    {
      id: 'led_by',
      head: say('portfolio.proposals.column.led_by'),
      cell: (line) => <LedBy line={line} say={say} />,
    },
    {
      id: 'closes',
      head: say('portfolio.proposals.column.closes'),
      cell: (line) => <Closing closes={line.closes} reader={reader} />,
    },
    {
      id: 'stage',
      head: say('portfolio.proposals.column.stage'),
      cell: (line) => <Stage state={line.state} />,
    },
    {
      id: 'sections',
      head: say('portfolio.proposals.column.sections'),
      entryLabel: say('portfolio.proposals.short.sections'),
      align: 'end',
      cell: ({ sections }) => <Fraction part={sections.ready} whole={sections.total} say={say} />,
    },
    {
      id: 'states',
      head: say('portfolio.proposals.column.states'),
      entryLabel: say('portfolio.proposals.short.states'),
      align: 'end',
      cell: ({ states }) =>
        states.asked === 0 ? (
          <span className={classes.soft}>{say('portfolio.proposals.not_asked')}</span>
        ) : (
          <Fraction part={states.agreed} whole={states.asked} say={say} />
        ),
    },
    {
      id: 'blockers',
      head: say('portfolio.proposals.column.blockers'),
      cell: ({ blockers }) => (
        <Mark
          kind={blockers.count === 0 ? 'none' : blockers.late > 0 ? 'late' : 'blocked'}
          isLoud={blockers.late > 0}
        >
          {blockerFigure(say, blockers)}
        </Mark>
      ),
    },
  ];
  return (
    <DataTable
      caption={say('portfolio.proposals.caption')}
      columns={columns}
      rows={lines}
      rowKey={({ id }) => id}
      rhythm="roomy"
    />
  );
}

function Name({ line }: { line: PortfolioLine }) {
  const words = useWords();
  return (
    <>
      <TextLink href={addresses.overview(line.id)} tone="ink" className={classes.acronym ?? ''}>
        {line.acronym}
      </TextLink>
      <div className={classes.soft}>
        {line.title}
        {line.origin !== 'own' && ` · ${words(`origin.${line.origin}`)}`}
      </div>
    </>
  );
}

function LedBy({ line, say }: { line: PortfolioLine; say: Say }) {
  const format = useFormat();
  const { coordinatingState, partnerStates } = line;
  const codes = partnerStates.map((code) => plateOf(code, code).code).join(', ');
  return (
    <span className={classes.ledBy}>
      <Plate {...plateOf(coordinatingState, format.state(coordinatingState), 'lead')} />
      <span className={classes.soft}>
        {codes === '' ? say('portfolio.proposals.alone') : say('portfolio.proposals.with', { codes })}
      </span>
    </span>
  );
}

/** A cut-off in a table: what is left, then the moment itself. */
export function Closing({ closes, reader }: { closes: PortfolioLine['closes']; reader: Reader }) {
  const format = useFormat();
  const at = new Date(closes.at);
  const tone = countdownTone(at, reader.now);
  return (
    <>
      <b className={tone === 'last' ? `${classes.left} ${classes.hot}` : classes.left}>
        {format.timeLeft(countdown(at, reader.now))}
      </b>
      <div className={classes.soft}>{format.moment(closes)}</div>
    </>
  );
}

/** The stage of a proposal. */
export function Stage({ state }: { state: PortfolioLine['state'] }) {
  const words = useWords();
  return <Mark kind={stageMarks[state]}>{words(`proposal_state.${state}`)}</Mark>;
}

/** A share in figures: `9 of 14`. */
export function Fraction({ part, whole, say }: { part: number; whole: number; say: Say }) {
  return <span className={classes.fraction}>{say('portfolio.proposals.fraction', { part, whole })}</span>;
}
