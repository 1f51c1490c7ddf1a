import type { CalendarItem } from '@concordat/contracts';
import { zoneCity } from '@concordat/domain';
import { SectionHead } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import classes from './calendar.module.css';
import type { Say } from './sentences.js';

/** The reader's next deadlines, the next first. */
export function Calendar({ items, say }: { items: readonly CalendarItem[]; say: Say }) {
  const format = useFormat();
  const words = useWords();
  const cities = [...new Set(items.map(({ due }) => zoneCity(due.zone)))];
  return (
    <>
      <SectionHead title={say('portfolio.calendar.heading')} rule="bare" />
      {items.length === 0 ? (
        <p className={classes.note}>{say('portfolio.calendar.empty')}</p>
      ) : (
        <>
          <ol className={classes.list}>
            {items.map(({ deadlineId, kind, title, acronym, due }) => (
              <li key={deadlineId}>
                <time dateTime={due.at}>{format.day(due)}</time>
                <span>
                  <b>{format.time(due)}</b>{' '}
                  {kind === 'custom' ? title : words(`deadline_kind.${kind as 'cut_off'}`)}, {acronym}
                </span>
              </li>
            ))}
          </ol>
          <p className={classes.note}>{say('portfolio.calendar.zone', { city: format.list(cities) })}</p>
        </>
      )}
    </>
  );
}
