import { type Instant, type Outcome, ok, refuse } from '../shared/outcome.js';
import type { MemberRole, ProposalRole } from './consortium.states.js';

/** A person's place in one proposal. */
export interface MembershipFacts {
  readonly membershipId: string;
  readonly roles: readonly ProposalRole[];
  /** Null while it runs. */
  readonly endedAt: Instant | null;
}

/** Says whether a membership holds at an instant; it ends at the instant of its end. */
export function membershipHolds(membership: Pick<MembershipFacts, 'endedAt'>, now: Instant): boolean {
  return membership.endedAt === null || now < membership.endedAt;
}

/**
 * Accepts new roles for a membership; all memberships of the proposal are given. The answer has each role once.
 * Refuses `membership.not_found`, `membership.already_ended`, `membership.no_role` and `membership.last_coordinator`
 * (a deputy does not count: somebody must answer for the proposal).
 */
export function changeRoles(
  membershipId: string,
  roles: readonly ProposalRole[],
  all: readonly MembershipFacts[],
  now: Instant,
): Outcome<
  readonly ProposalRole[],
  'membership.not_found' | 'membership.already_ended' | 'membership.no_role' | 'membership.last_coordinator'
> {
  const found = all.find((membership) => membership.membershipId === membershipId);
  if (!found) return refuse('membership.not_found');
  if (!membershipHolds(found, now)) return refuse('membership.already_ended');
  if (roles.length === 0) return refuse('membership.no_role');
  if (!roles.includes('coordinator') && isLastCoordinator(found, all, now))
    return refuse('membership.last_coordinator');
  return ok([...new Set(roles)]);
}

/**
 * Ends a membership at once; the answer is the instant of its end.
 * Refuses `membership.not_found`, `membership.already_ended` and `membership.last_coordinator`.
 */
export function endMembership(
  membershipId: string,
  all: readonly MembershipFacts[],
  now: Instant,
): Outcome<Instant, 'membership.not_found' | 'membership.already_ended' | 'membership.last_coordinator'> {
  const found = all.find((membership) => membership.membershipId === membershipId);
  if (!found) return refuse('membership.not_found');
  if (!membershipHolds(found, now)) return refuse('membership.already_ended');
  if (isLastCoordinator(found, all, now)) return refuse('membership.last_coordinator');
  return ok(now);
}

/** A state's place in one proposal, as far as leaving needs it. */
export interface LeavingFacts {
  readonly role: MemberRole;
  readonly leftAt: Instant | null;
  /** Sections that the member still leads. */
  readonly sectionsLed: number;
  readonly cutOffAt: Instant;
}

/**
 * Lets a state leave the consortium. Refuses `member.already_left`, `member.coordinates` (the coordinating state cannot
 * leave its own proposal), `member.leads_sections` (hand them over first) and `cut_off.passed`.
 */
export function leaveConsortium(
  facts: LeavingFacts,
  now: Instant,
): Outcome<
  Instant,
  'member.already_left' | 'member.coordinates' | 'member.leads_sections' | 'cut_off.passed'
> {
  if (facts.leftAt !== null) return refuse('member.already_left');
  if (facts.role === 'coordinator') return refuse('member.coordinates');
  if (facts.sectionsLed > 0) return refuse('member.leads_sections');
  if (now >= facts.cutOffAt) return refuse('cut_off.passed');
  return ok(now);
}

function isLastCoordinator(
  membership: MembershipFacts,
  all: readonly MembershipFacts[],
  now: Instant,
): boolean {
  const coordinators = all.filter(
    (candidate) => candidate.roles.includes('coordinator') && membershipHolds(candidate, now),
  );
  return coordinators.length === 1 && coordinators[0]?.membershipId === membership.membershipId;
}
