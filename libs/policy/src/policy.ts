import type { Actor, Facts, Rule } from './actor.js';
import {
  allOf,
  anyOf,
  anyone,
  askedToReview,
  belowCoordination,
  coordinator,
  holds,
  holdsForMember,
  installation,
  participant,
  sectionLead,
  sectionWriter,
  self,
} from './rules.js';

const admin = installation('admin');
const callOfficer = installation('call_officer');
/** A member lead manages the people of the own state, but makes and unmakes no coordinator. */
const ownPeople = anyOf(coordinator, allOf(holdsForMember('member_lead'), belowCoordination));
const commenter = holds(
  'coordinator',
  'deputy_coordinator',
  'member_lead',
  'author',
  'reviewer',
  'signatory',
);

/** Who may do what. Everyone (API, realtime, jobs, screens) asks this table; what is not in it is not allowed. */
export const policy = {
  'person.read_all': admin,
  'person.invite': admin,
  'person.set_roles': admin,
  'person.disable': admin,
  'person.send_reset': admin,
  'profile.edit': self,
  'second_factor.manage': self,
  'second_factor.reset': admin,
  'session.list': self,
  'session.end': self,

  'call.read': anyone,
  'call.write': callOfficer,
  'cut_off.move': callOfficer,
  'intake.read': callOfficer,
  'letter_of_interest.write': callOfficer,

  'portfolio.read': anyone,
  'proposal.found': installation('national_coordinator'),
  'proposal.read': participant,
  'proposal.edit': coordinator,
  'proposal.progress': admin,
  'member.add': coordinator,
  'member.edit': anyOf(coordinator, holdsForMember('member_lead')),
  'member.remove': coordinator,
  'membership.invite': ownPeople,
  'membership.change': ownPeople,
  'membership.end': ownPeople,
  'invitation.revoke': ownPeople,

  'section.read': participant,
  'section.edit': anyOf(coordinator, sectionWriter),
  // Whoever may edit may suggest instead; reviewers may do nothing else to the text.
  'section.suggest': anyOf(coordinator, sectionWriter, holds('reviewer')),
  'section.assign': coordinator,
  'section.lock': coordinator,
  'section.reopen': coordinator,

  'review.request': anyOf(coordinator, sectionLead),
  'review.close': coordinator,
  'verdict.give': askedToReview,

  'version.name': anyOf(coordinator, sectionWriter),
  'version.rename': anyOf(coordinator, allOf(participant, self)),
  'version.restore': anyOf(coordinator, sectionWriter),

  'comment.read': participant,
  'comment.write': commenter,
  // What somebody said is theirs alone to change, whoever else may resolve the thread.
  'comment.edit': allOf(commenter, self),
  'comment.resolve': anyOf(coordinator, sectionLead, allOf(participant, self)),

  'deadline.read': participant,
  'deadline.edit': coordinator,

  'reminder.read_all': admin,
  'reminder.send_now': admin,
  'reminder.retry': admin,
  'reminder.nudge': coordinator,
  'mailbox.read': self,

  'submission.read': participant,
  'submission.prepare': coordinator,
  'submission.submit': coordinator,
  'submission.withdraw': coordinator,
  'proposal.freeze': coordinator,
  'proposal.thaw': coordinator,
  'proposal.reopen': coordinator,

  // What was done is open to everybody it was done to; the file goes out with those who answer for a state.
  'audit.read': participant,
  'audit.export': holds('coordinator', 'deputy_coordinator', 'member_lead'),
  'installation_audit.read': admin,
} satisfies Record<string, Rule>;

/** Everything that can be asked for, `noun.verb`. */
export type Action = keyof typeof policy;

/** Every action, in the order of the table. */
export const actions = Object.keys(policy) as readonly Action[];

/** Whether the actor may take the action on what the facts describe. */
export const can = (actor: Actor, action: Action, facts: Facts): boolean => policy[action](actor, facts);

/** The answers for several actions at once, as a view carries them to the screen. */
export const abilitiesOf = <A extends Action>(
  actor: Actor,
  asked: readonly A[],
  facts: Facts,
): Record<A, boolean> =>
  Object.fromEntries(asked.map((action) => [action, can(actor, action, facts)])) as Record<A, boolean>;
