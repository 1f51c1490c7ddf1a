import type { ReviewLine, ReviewList, RoundView, SectionReviewView } from '@concordat/contracts';
import { takesVerdicts } from '@concordat/domain';
import type { Facts } from '@concordat/policy';
import type { RequestContext } from '../../platform/authz/index.js';
import { sectionPolicyFacts, type SectionRow } from '../section/index.js';
import type { RoundDetail } from './section-review.repository.js';

/** A round for its reader: for which states they may speak, and what they may do. */
function presentRound(ctx: RequestContext, facts: Facts, round: RoundDetail): RoundView {
  const open = takesVerdicts(round.state);
  const myMemberIds = round.asked
    .map(({ memberId }) => memberId)
    .filter((memberId) => open && ctx.can('verdict.give', { ...facts, askedMemberIds: [memberId] }));
  const abilities = ctx.abilities(['review.request', 'review.close'], facts);
  return { ...round, myMemberIds, abilities: { ...abilities, 'verdict.give': myMemberIds.length > 0 } };
}

/** The review of one section. */
export function presentReview(
  ctx: RequestContext,
  section: SectionRow,
  rounds: readonly RoundDetail[],
): SectionReviewView {
  const facts = sectionPolicyFacts(section);
  const [current, ...history] = rounds.map((round) => presentRound(ctx, facts, round));
  return {
    sectionId: section.id,
    current: current ?? null,
    history,
    abilities: ctx.abilities(['review.request', 'comment.write'], facts),
  };
}

type Line = Omit<ReviewLine, 'round'> & { readonly round: RoundDetail; readonly leadPersonId: string | null };

/** The review screen: what waits for the reader's verdict, what waits for their answer, and the rest. */
export function presentReviewList(
  ctx: RequestContext,
  proposalId: string,
  rows: readonly Line[],
): ReviewList {
  const list: ReviewList = { waitingForMe: [], waitingForAnswer: [], others: [] };
  for (const { round, leadPersonId, ...row } of rows) {
    const line = { ...row, round: presentRound(ctx, { proposalId, leadPersonId }, round) };
    list[groupOf(line)].push(line);
  }
  return list;
}

function groupOf({ round }: ReviewLine): keyof ReviewList {
  const awaited = round.asked.some(
    ({ memberId, verdict }) => verdict === null && round.myMemberIds.includes(memberId),
  );
  if (awaited) return 'waitingForMe';
  const answerable = round.state === 'changes_requested' && round.abilities['review.request'] === true;
  return answerable ? 'waitingForAnswer' : 'others';
}
