import { type Instant, type Outcome, ok, refuse } from '../shared/outcome.js';
import type { SectionState } from '../section/section.states.js';
import type { RoundPolicy, RoundState, VerdictKind } from './section-review.states.js';

/** A member's standing verdict in a round. */
export interface StandingVerdict {
  readonly memberId: string;
  readonly kind: VerdictKind;
  /** Why; never empty for a request for changes or an abstention. */
  readonly reason: string;
  readonly givenAt: Instant;
}

/** A round as the rules see it. */
export interface RoundFacts {
  readonly state: RoundState;
  readonly policy: RoundPolicy;
  /** How many approvals a `quorum` round needs; null for the other policies. */
  readonly quorum: number | null;
  readonly askedMemberIds: readonly string[];
  /** At most one standing verdict a member, the latest. */
  readonly verdicts: readonly StandingVerdict[];
  readonly cutOffAt: Instant;
}

/** A verdict on its way in. */
export interface VerdictGiven {
  readonly memberId: string;
  readonly kind: VerdictKind;
  readonly reason: string;
}

/** What the verdicts amount to while a round is not closed by hand. */
export type RoundOutcome = 'open' | 'changes_requested' | 'approved';

/**
 * Starts a round. Refuses `review.nobody_asked`, `review.quorum_out_of_range` (a quorum is 1 to the number of members
 * asked, and only a quorum round has one) and `cut_off.passed`.
 */
export function startRound(
  request: Pick<RoundFacts, 'policy' | 'quorum' | 'askedMemberIds' | 'cutOffAt'>,
  now: Instant,
): Outcome<RoundFacts, 'review.nobody_asked' | 'review.quorum_out_of_range' | 'cut_off.passed'> {
  const askedMemberIds = [...new Set(request.askedMemberIds)];
  if (askedMemberIds.length === 0) return refuse('review.nobody_asked');
  if (!quorumFits(request.policy, request.quorum, askedMemberIds.length))
    return refuse('review.quorum_out_of_range');
  if (now >= request.cutOffAt) return refuse('cut_off.passed');
  return ok({ ...request, askedMemberIds, state: 'open', verdicts: [] });
}

/**
 * Takes a member's verdict; a later one replaces an earlier one while the round is open. The answer is the round with
 * the verdict in it and its new state.
 * Refuses `verdict.round_closed`, `verdict.not_asked`, `verdict.reason_missing` (request for changes and abstention need
 * a reason) and `cut_off.passed`. Lateness against the round's due date is no reason to refuse.
 */
export function receiveVerdict(
  facts: RoundFacts,
  verdict: VerdictGiven,
  now: Instant,
): Outcome<
  RoundFacts,
  'verdict.not_asked' | 'verdict.round_closed' | 'verdict.reason_missing' | 'cut_off.passed'
> {
  if (!takesVerdicts(facts.state)) return refuse('verdict.round_closed');
  if (!facts.askedMemberIds.includes(verdict.memberId)) return refuse('verdict.not_asked');
  if (verdict.kind !== 'approve' && verdict.reason.trim() === '') return refuse('verdict.reason_missing');
  if (now >= facts.cutOffAt) return refuse('cut_off.passed');
  const others = facts.verdicts.filter(({ memberId }) => memberId !== verdict.memberId);
  return ok(decided({ ...facts, verdicts: [...others, { ...verdict, givenAt: now }] }));
}

/**
 * Asks those who requested changes to read again: their verdicts stop standing and the round is open once more. Other
 * verdicts stand.
 * Refuses `verdict.round_closed`, `review.nothing_to_ask_again` (nobody asks for changes) and `cut_off.passed`.
 */
export function askAgain(
  facts: RoundFacts,
  now: Instant,
): Outcome<RoundFacts, 'verdict.round_closed' | 'review.nothing_to_ask_again' | 'cut_off.passed'> {
  if (!takesVerdicts(facts.state)) return refuse('verdict.round_closed');
  if (membersAskingForChanges(facts).length === 0) return refuse('review.nothing_to_ask_again');
  if (now >= facts.cutOffAt) return refuse('cut_off.passed');
  const standing = facts.verdicts.filter(({ kind }) => kind !== 'request_changes');
  return ok(decided({ ...facts, verdicts: standing }));
}

/**
 * Closes a round by hand, which approves the section without the verdicts that are still awaited. A state that asks for
 * changes is not passed over: it is answered and asked again first.
 * Refuses `verdict.round_closed`, `review.reason_missing`, `section.changes_still_requested` and `cut_off.passed`.
 */
export function closeRoundEarly(
  facts: RoundFacts,
  reason: string,
  now: Instant,
): Outcome<
  RoundFacts,
  'verdict.round_closed' | 'review.reason_missing' | 'section.changes_still_requested' | 'cut_off.passed'
> {
  if (!takesVerdicts(facts.state)) return refuse('verdict.round_closed');
  if (reason.trim() === '') return refuse('review.reason_missing');
  if (membersAskingForChanges(facts).length > 0) return refuse('section.changes_still_requested');
  if (now >= facts.cutOffAt) return refuse('cut_off.passed');
  return ok({ ...facts, state: 'closed_early' });
}

/** Takes a request for review back; verdicts given stay on record. Refuses `verdict.round_closed`. */
export function cancelRound(facts: RoundFacts): Outcome<RoundFacts, 'verdict.round_closed'> {
  if (!takesVerdicts(facts.state)) return refuse('verdict.round_closed');
  return ok({ ...facts, state: 'cancelled' });
}

/**
 * What the verdicts amount to. A standing request for changes prevails under every policy; then `all` needs a verdict
 * of everyone asked, `any` one approval, `quorum` the stated number. Abstentions answer without approving: a round in
 * which nobody approves stays open until somebody closes it.
 */
export function roundOutcome(
  facts: Pick<RoundFacts, 'policy' | 'quorum' | 'askedMemberIds' | 'verdicts'>,
): RoundOutcome {
  const asked = facts.verdicts.filter(({ memberId }) => facts.askedMemberIds.includes(memberId));
  if (asked.some(({ kind }) => kind === 'request_changes')) return 'changes_requested';
  const approvals = asked.filter(({ kind }) => kind === 'approve').length;
  const enough = {
    all: approvals > 0 && asked.length === facts.askedMemberIds.length,
    any: approvals > 0,
    quorum: facts.quorum !== null && approvals >= facts.quorum,
  };
  return enough[facts.policy] ? 'approved' : 'open';
}

/** The members whose verdict is still awaited, in the order in which they were asked. */
export function membersAwaited(facts: Pick<RoundFacts, 'askedMemberIds' | 'verdicts'>): string[] {
  return facts.askedMemberIds.filter((id) => !facts.verdicts.some(({ memberId }) => memberId === id));
}

/** The members whose standing verdict asks for changes. */
export function membersAskingForChanges(facts: Pick<RoundFacts, 'verdicts'>): string[] {
  return facts.verdicts.filter(({ kind }) => kind === 'request_changes').map(({ memberId }) => memberId);
}

/** The state a section has because of its round; null when the round no longer says anything about it. */
export function sectionStateAfterRound(state: RoundState): SectionState | null {
  switch (state) {
    case 'open':
      return 'in_review';
    case 'changes_requested':
      return 'changes_requested';
    case 'approved':
    case 'closed_early':
      return 'approved';
    case 'cancelled':
      return null;
  }
}

/** A round takes verdicts while it is open, also while somebody asks for changes: others go on reading. */
export function takesVerdicts(state: RoundState): boolean {
  return state === 'open' || state === 'changes_requested';
}

function decided(facts: RoundFacts): RoundFacts {
  return { ...facts, state: roundOutcome(facts) };
}

function quorumFits(policy: RoundPolicy, quorum: number | null, asked: number): boolean {
  if (policy !== 'quorum') return quorum === null;
  return quorum !== null && Number.isInteger(quorum) && quorum >= 1 && quorum <= asked;
}
