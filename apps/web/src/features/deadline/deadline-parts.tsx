import type { DeadlineView } from '@concordat/contracts';
import { momentParts } from '@concordat/domain';
import { Mark, type MarkKind, NotConfirmed, Plate } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { useDeadlineText } from './deadline-text.js';
import classes from './deadline.module.css';

const marks: Record<DeadlineView['standing'], MarkKind> = {
  planned: 'planned',
  late: 'late',
  done: 'approved',
  cancelled: 'cancelled',
};

/** How a deadline is named: steps of the timetable by their kind, everything else as people named it. */
export function useTitleOf(): (deadline: DeadlineView) => string {
  const words = useWords();
  return ({ kind, title }) => {
    if (kind === 'custom' || kind === 'section') return title;
    if (kind === 'review_round') return `${words('deadline_kind.review_round')}: ${title}`;
    return words(`deadline_kind.${kind}`);
  };
}

/** Where it stands, by symbol and word. */
export function Standing({ deadline: { standing } }: { deadline: DeadlineView }) {
  const say = useDeadlineText();
  return <Mark kind={marks[standing]}>{say(`standing.${standing}`)}</Mark>;
}

/** Who has it. */
export function Owner({ deadline: { owner } }: { deadline: DeadlineView }) {
  const say = useDeadlineText();
  const format = useFormat();
  if (owner === null) return <span className={classes.soft}>{say('owner.everyone')}</span>;
  return (
    <span className={classes.owner}>
      {owner.stateCode !== null && <Plate code={owner.stateCode} name={format.state(owner.stateCode)} />}
      <span>{owner.displayName}</span>
    </span>
  );
}

/** How the moment is set, whether it falls on a weekend, and where the advice comes from. */
export function WhenNote({ deadline }: { deadline: DeadlineView }) {
  const say = useDeadlineText();
  const { offsetDays, moment, source, kind } = deadline;
  const day = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: moment.zone }).format(
    new Date(moment.at),
  );
  const isWeekend = ['Sat', 'Sun'].includes(momentParts(new Date(moment.at), moment.zone).weekday);
  return (
    <>
      {offsetDays !== null ? say('before', { days: offsetDays }) : kind === 'custom' ? say('own_moment') : ''}
      {isWeekend && <span className={classes.weekend}> {say('weekend', { weekday: day })}</span>}
      {source !== '' && (
        <>
          {' '}
          <NotConfirmed sourceLabel={say('unconfirmed.label')} source={source}>
            {say('unconfirmed')}
          </NotConfirmed>
        </>
      )}
    </>
  );
}
