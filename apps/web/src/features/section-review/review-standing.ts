import type { AskedMember, ReviewLine, ReviewList, RoundView } from '@concordat/contracts';
import { atWallTime, DAY, plusWallDays, takesVerdicts, type MatrixCell } from '@concordat/domain';
import type { MarkKind } from '@concordat/ui';

/** How the stage of a round is marked. */
export const roundMarks = {
  open: 'reading',
  changes_requested: 'changes',
  approved: 'approved',
  closed_early: 'approved',
  cancelled: 'cancelled',
} as const satisfies Record<RoundView['state'], MarkKind>;

/** How a verdict is marked. */
export const verdictMarks = {
  approve: 'approved',
  request_changes: 'changes',
  abstain: 'abstained',
} as const;

/** Where a state stands in a round: the same words as in the matrix. */
export type Standing = Extract<
  MatrixCell,
  'not_asked' | 'reading' | 'changes' | 'approved' | 'abstained' | 'stale'
>;

/** Where a member stands; `not_asked` also where the round ended before it answered. */
export function standingOf(round: RoundView, memberId: string): Standing {
  const asked = round.asked.find((each) => each.memberId === memberId);
  if (!asked) return 'not_asked';
  if (!asked.verdict) return takesVerdicts(round.state) ? 'reading' : 'not_asked';
  return isStale(asked) ? 'stale' : verdictMarks[asked.verdict.kind];
}

/** Whether the text that was judged is not the text as it stands. A request for changes wants just that. */
export const isStale = ({ verdict }: Pick<AskedMember, 'verdict'>): boolean =>
  verdict !== null && verdict.textChangedSince && verdict.kind !== 'request_changes';

/** Every line of the screen, what waits first. */
export const linesOf = ({ waitingForMe, waitingForAnswer, others }: ReviewList): ReviewLine[] => [
  ...waitingForMe,
  ...waitingForAnswer,
  ...others,
];

/** The line that is shown: the one of the address, or else what waits first. */
export function lineShown(list: ReviewList, sectionId: string | undefined): ReviewLine | undefined {
  const chosen = linesOf(list).find((line) => line.sectionId === sectionId);
  return chosen ?? list.waitingForMe[0] ?? list.waitingForAnswer[0];
}

/** The members whose request for changes stands. */
export const askingIn = ({ asked }: RoundView): AskedMember[] =>
  asked.filter(({ verdict }) => verdict?.kind === 'request_changes');

/** When the states should have answered unless somebody chooses otherwise: in a week at 17:00, at the latest a day before the cut-off. */
export function proposedDue(now: Date, closes: { readonly at: string; readonly zone: string }): string {
  const inAWeek = atWallTime(plusWallDays(now, closes.zone, 7), closes.zone, '17:00');
  const dayBefore = new Date(new Date(closes.at).getTime() - DAY);
  const half = new Date((now.getTime() + new Date(closes.at).getTime()) / 2);
  const latest = dayBefore > now ? dayBefore : half;
  const due = new Date(inAWeek < latest ? inAWeek : latest);
  due.setUTCSeconds(0, 0);
  return due.toISOString();
}
