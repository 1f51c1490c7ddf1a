import type { RoundView, SectionReviewView } from '@concordat/contracts';
import { takesVerdicts, type VerdictKind } from '@concordat/domain';
import { Actions, Banner, Section } from '@concordat/ui';
import type { ReactNode } from 'react';
import { useFormat } from '../../platform/format.js';
import { AnswerForm } from './answer-form.js';
import { askingIn, isStale } from './review-standing.js';
import { useReviewText } from './review-text.js';
import { RoundActs } from './round-dialogs.js';
import { RoundDetail } from './round-detail.js';
import { countEarlier, EarlierVerdicts } from './verdict-list.js';
import { VerdictForm } from './verdict-form.js';

/** What a {@link SectionReview} takes. */
export interface SectionReviewProps {
  readonly review: SectionReviewView;
  readonly onGiven: (kind: VerdictKind, stateCode: string) => void;
  /** 3 below a heading of its own, as in the editor's margin. */
  readonly level?: 2 | 3;
  /** Where the text can be read. */
  readonly toText?: ReactNode;
}

/** The review of one section: what has been said, and the one thing that the reader can do next. */
export function SectionReview({ review, onGiven, level = 2, toText }: SectionReviewProps) {
  const say = useReviewText();
  const { current, history } = review;
  if (current === null) return null;
  const rounds = [current, ...history];
  const earlier = countEarlier(rounds);
  return (
    <>
      <StaleBanners round={current} />
      <RoundDetail round={current} level={level} />
      {toText !== undefined && <Actions>{toText}</Actions>}
      <Verdicts round={current} onGiven={onGiven} level={level} />
      <Answer round={current} level={level} />
      {takesVerdicts(current.state) && (
        <Actions>
          <RoundActs round={current} />
        </Actions>
      )}
      {earlier > 0 && (
        <Section level={level} title={say('history.heading')} meta={say('history.meta', { count: earlier })}>
          <EarlierVerdicts rounds={rounds} />
        </Section>
      )}
    </>
  );
}

/** Says to the reader that the text is no longer the one their state judged. */
function StaleBanners({ round }: { round: RoundView }) {
  const say = useReviewText();
  const format = useFormat();
  return round.asked
    .filter((asked) => round.myMemberIds.includes(asked.memberId) && isStale(asked))
    .map(({ memberId, stateCode, verdict }) => (
      <Banner
        key={memberId}
        tone="stale"
        announce="off"
        title={say('stand.changed_mine', {
          state: format.state(stateCode),
          when: format.stamp(verdict?.givenAt ?? round.requestedAt),
        })}
      />
    ));
}

function Verdicts({
  round,
  onGiven,
  level,
}: Pick<SectionReviewProps, 'onGiven' | 'level'> & { round: RoundView }) {
  const say = useReviewText();
  const format = useFormat();
  return round.asked
    .filter(({ memberId }) => round.myMemberIds.includes(memberId))
    .map((member) => (
      <Section
        key={`${round.id} ${member.memberId} ${member.verdict?.id ?? ''}`}
        {...(level === undefined ? {} : { level })}
        title={say('verdict.heading', { state: format.state(member.stateCode) })}
        meta={say('verdict.meta', { due: format.moment(round.due) })}
      >
        <VerdictForm round={round} member={member} onGiven={(kind) => onGiven(kind, member.stateCode)} />
      </Section>
    ));
}

function Answer({ round, level }: Pick<SectionReviewProps, 'level'> & { round: RoundView }) {
  const say = useReviewText();
  const format = useFormat();
  const asking = askingIn(round);
  if (asking.length === 0 || !takesVerdicts(round.state) || !round.abilities['review.request']) return null;
  const states = format.list(asking.map(({ stateCode }) => format.state(stateCode)));
  return (
    <Section
      {...(level === undefined ? {} : { level })}
      title={say('answer.heading')}
      meta={say('answer.meta', { states, count: asking.length })}
    >
      <AnswerForm key={`${round.id} ${round.askedAgainAt ?? ''}`} round={round} />
    </Section>
  );
}
