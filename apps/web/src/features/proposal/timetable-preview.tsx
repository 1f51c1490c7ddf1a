import type { FoundingView } from '@concordat/contracts';
import { SectionHead } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import classes from './calendar.module.css';
import type { useProposalText } from './use-say.js';

type Step = FoundingView['calls'][number]['cutOffs'][number]['timetable'][number];

/** The dates that a new proposal would start with. */
export function TimetablePreview({
  steps,
  say,
}: {
  steps: readonly Step[];
  say: ReturnType<typeof useProposalText>;
}) {
  const format = useFormat();
  const words = useWords();
  return (
    <>
      <SectionHead title={say('founding.timetable.heading')} rule="bare" />
      {steps.length === 0 ? (
        <p className={classes.note}>{say('founding.timetable.empty')}</p>
      ) : (
        <>
          <ol className={classes.list}>
            {steps.map(({ kind, daysBefore, due, alreadyPast }) => (
              <li key={kind}>
                <time dateTime={due.at}>{format.day(due)}</time>
                <span>
                  <b>{format.time(due)}</b> {words(`deadline_kind.${kind as 'cut_off'}`)}
                  <span className={classes.note}>
                    {' '}
                    {alreadyPast
                      ? say('founding.timetable.past')
                      : say('founding.timetable.days_before', { days: daysBefore })}
                  </span>
                </span>
              </li>
            ))}
          </ol>
          <p className={classes.note}>{say('founding.timetable.meta')}</p>
        </>
      )}
    </>
  );
}
