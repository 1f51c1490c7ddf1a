import type { DeadlineKind, ProposalRole } from '@concordat/domain';

/** Somebody who may be reminded: an active membership and its address. */
export interface Recipient {
  readonly personId: string;
  readonly email: string;
  readonly memberId: string;
  readonly roles: readonly ProposalRole[];
}

/** What a deadline concerns, for finding whom to remind. */
export interface Concern {
  readonly kind: DeadlineKind;
  readonly ownerPersonId: string | null;
  /** The section's lead and contributors, where it follows a section. */
  readonly writerIds: readonly string[];
  /** Members asked in the round that have given no verdict yet, where it follows a round. */
  readonly awaitedMemberIds: readonly string[];
}

const roleAudience: Partial<Record<DeadlineKind, readonly ProposalRole[]>> = {
  full_draft: ['coordinator', 'deputy_coordinator', 'member_lead', 'author'],
  states_review: ['coordinator', 'deputy_coordinator', 'member_lead', 'reviewer'],
  sign_off: ['coordinator', 'deputy_coordinator', 'member_lead', 'signatory'],
  freeze: ['coordinator', 'deputy_coordinator', 'member_lead', 'author'],
  submit: ['coordinator', 'deputy_coordinator'],
  cut_off: ['coordinator', 'deputy_coordinator', 'member_lead'],
};

const coordinators: readonly ProposalRole[] = ['coordinator', 'deputy_coordinator'];
const speakers: readonly ProposalRole[] = ['reviewer', 'member_lead', 'coordinator'];

const holdsOne = (recipient: Recipient, roles: readonly ProposalRole[]): boolean =>
  recipient.roles.some((role) => roles.includes(role));

/** Whom a deadline is about: those who can do something for it, and nobody else. */
export function audienceOf(concern: Concern, people: readonly Recipient[]): Recipient[] {
  if (concern.kind === 'section')
    return people.filter(({ personId }) => concern.writerIds.includes(personId));
  if (concern.kind === 'review_round')
    return people.filter(
      (recipient) => concern.awaitedMemberIds.includes(recipient.memberId) && holdsOne(recipient, speakers),
    );
  if (concern.ownerPersonId !== null)
    return people.filter(({ personId }) => personId === concern.ownerPersonId);
  return people.filter((recipient) => holdsOne(recipient, roleAudience[concern.kind] ?? coordinators));
}
