import type { RoundView } from '@concordat/contracts';
import { takesVerdicts } from '@concordat/domain';
import { Section } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { useReviewText } from './review-text.js';
import classes from './section-review.module.css';
import { VerdictList } from './verdict-list.js';

/** What a {@link RoundDetail} takes. */
export interface RoundDetailProps {
  readonly round: RoundView;
  readonly level?: 2 | 3;
}

/** Who asked, until when, with what note; what each state said; and how it ended. */
export function RoundDetail({ round, level = 2 }: RoundDetailProps) {
  const say = useReviewText();
  const format = useFormat();
  const given = round.asked.filter(({ verdict }) => verdict !== null).length;
  const said = say('stand.meta', {
    given,
    asked: round.asked.length,
    policy: say(`stand.policy.${round.policy}`, { quorum: round.quorum ?? 1 }),
  });
  return (
    <Section rule="bare" level={level} title={say('stand.heading')} {...(level === 2 ? { meta: said } : {})}>
      {level === 3 && <p className={classes.soft}>{said}</p>}
      <p className={classes.soft}>
        {say('stand.asked', {
          who: round.requestedBy.displayName,
          when: format.stamp(round.requestedAt),
          due: format.moment(round.due),
        })}
      </p>
      {round.note !== '' && (
        <p className={classes.said}>
          <b>{say('stand.note')}</b>
          {round.note}
        </p>
      )}
      {round.answer !== null && round.askedAgainAt !== null && (
        <p className={classes.said}>
          <b>{say('stand.answer', { when: format.stamp(round.askedAgainAt) })}</b>
          {round.answer}
        </p>
      )}
      <VerdictList round={round} />
      <RoundEnd round={round} />
    </Section>
  );
}

function RoundEnd({ round }: { round: RoundView }) {
  const say = useReviewText();
  const format = useFormat();
  if (takesVerdicts(round.state) || round.closedAt === null) return null;
  const when = format.stamp(round.closedAt);
  const words = {
    approved: () => say('stand.approved', { when }),
    cancelled: () => say('stand.cancelled', { when }),
    closed_early: () =>
      say('stand.closed', {
        who: round.closedBy?.displayName ?? '',
        when,
        reason: round.closeReason ?? '',
      }),
    open: () => '',
    changes_requested: () => '',
  };
  return <p className={classes.said}>{words[round.state]()}</p>;
}
