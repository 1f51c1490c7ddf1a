import type { RoundView, VerdictView } from '@concordat/contracts';
import { takesVerdicts } from '@concordat/domain';
import { Mark, Who } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { plateOf } from '../proposal/state-words.js';
import { isStale, verdictMarks } from './review-standing.js';
import { useReviewText } from './review-text.js';
import classes from './section-review.module.css';

/** The states asked in a round with what they said. */
export function VerdictList({ round }: { round: RoundView }) {
  const say = useReviewText();
  const format = useFormat();
  const unanswered = takesVerdicts(round.state)
    ? (['reading', say('stand.awaited')] as const)
    : (['none', say('stand.unanswered')] as const);
  return (
    <ul className={classes.list} aria-label={say('stand.list')}>
      {round.asked.map(({ memberId, stateCode, verdict }) => (
        <li key={memberId} className={classes.verdict}>
          <Who plate={plateOf(stateCode, format.state(stateCode))}>{format.state(stateCode)}</Who>
          {verdict ? <VerdictSaid verdict={verdict} /> : <Mark kind={unanswered[0]}>{unanswered[1]}</Mark>}
        </li>
      ))}
    </ul>
  );
}

/** Verdicts that no longer stand: of this round and of those before it. */
export function EarlierVerdicts({ rounds }: { rounds: readonly RoundView[] }) {
  const say = useReviewText();
  const format = useFormat();
  const [current] = rounds;
  const rows = rounds.flatMap((round) => [
    ...(round === current
      ? []
      : round.asked.flatMap(({ verdict, stateCode }) => (verdict ? [{ round, verdict, stateCode }] : []))),
    ...round.earlier.map((verdict) => ({ round, verdict, stateCode: stateOf(round, verdict) })),
  ]);
  return (
    <ul className={classes.list} aria-label={say('history.list')}>
      {rows.map(({ round, verdict, stateCode }) => (
        <li key={verdict.id} className={classes.verdict}>
          <span>
            <Who plate={plateOf(stateCode, format.state(stateCode))}>{format.state(stateCode)}</Who>{' '}
            <span className={classes.soft}>{say('history.round', { number: round.number })}</span>
          </span>
          <VerdictSaid verdict={verdict} isOver />
        </li>
      ))}
    </ul>
  );
}

/** How many verdicts {@link EarlierVerdicts} shows. */
export const countEarlier = ([current, ...before]: readonly RoundView[]): number =>
  before.reduce(
    (sum, { asked, earlier }) =>
      sum + earlier.length + asked.filter(({ verdict }) => verdict !== null).length,
    current?.earlier.length ?? 0,
  );

function VerdictSaid({ verdict, isOver = false }: { verdict: VerdictView; isOver?: boolean }) {
  const say = useReviewText();
  const words = useWords();
  const format = useFormat();
  const { kind, reason, person, givenAt } = verdict;
  const stale = !isOver && isStale({ verdict });
  return (
    <>
      <Mark kind={stale ? 'stale' : verdictMarks[kind]}>{words(`verdict_given.${kind}`)}</Mark>
      {reason !== '' && <p className={classes.reason}>{reason}</p>}
      <p className={classes.soft}>
        {person.displayName}, <time dateTime={givenAt}>{format.stamp(givenAt)}</time>
        {stale && <> · {say('stand.changed')}</>}
      </p>
    </>
  );
}

const stateOf = ({ asked }: RoundView, { memberId }: VerdictView): string =>
  asked.find((each) => each.memberId === memberId)?.stateCode ?? '';
