import type { ReviewLine } from '@concordat/contracts';
import { Mark, TextLink } from '@concordat/ui';
import { addresses } from '../../platform/addresses.js';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { roundMarks, standingOf } from './review-standing.js';
import classes from './section-review.module.css';

/** What {@link ReviewLines} takes. */
export interface ReviewLinesProps {
  readonly lines: readonly ReviewLine[];
  readonly shown: ReviewLine | undefined;
  /** The reader's own member; the stage of the round is shown where it was not asked. */
  readonly memberId: string | undefined;
  readonly proposalId: string;
}

/** Every section that was ever in review, by number, with where the reader's state stands. */
export function ReviewLines({ lines, shown, memberId, proposalId }: ReviewLinesProps) {
  const words = useWords();
  const format = useFormat();
  const sorted = [...lines].sort((one, other) => format.compare(one.number, other.number));
  return (
    <ul className={classes.lines}>
      {sorted.map((line) => {
        const { sectionId, number, title, round } = line;
        const isAsked = round.asked.some((each) => each.memberId === memberId);
        const standing = isAsked && memberId !== undefined ? standingOf(round, memberId) : null;
        const kind = standing ?? roundMarks[round.state];
        const mark = standing ? words(`cell.${standing}`) : words(`round_state.${round.state}`);
        return (
          <li key={sectionId}>
            <TextLink
              tone="ink"
              className={classes.line}
              href={`${addresses.review(proposalId)}?section=${sectionId}`}
              {...(sectionId === shown?.sectionId ? { 'aria-current': 'true' as const } : {})}
            >
              <b>{number}</b> <span className={classes.name}>{title}</span> <Mark kind={kind}>{mark}</Mark>
            </TextLink>
          </li>
        );
      })}
    </ul>
  );
}
