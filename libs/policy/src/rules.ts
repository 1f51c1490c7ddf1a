import type { InstallationRole, ProposalRole } from '@concordat/domain';
import type { Actor, Facts, Rule, Standing } from './actor.js';

/** The actor's standings in the proposal that the facts name; empty outside it. */
const standings = (actor: Actor, facts: Facts): readonly Standing[] =>
  facts.proposalId === undefined
    ? []
    : actor.memberships.filter((each) => each.proposalId === facts.proposalId);

/** Anyone who is signed in. */
export const anyone: Rule = () => true;

/** Nobody but the person concerned. */
export const self: Rule = (actor, facts) => facts.personId === actor.personId;

/** Holders of a role in the whole installation. */
export const installation =
  (role: InstallationRole): Rule =>
  (actor) =>
    actor.installationRoles.includes(role);

/** Everyone with a standing in the proposal. */
export const participant: Rule = (actor, facts) => standings(actor, facts).length > 0;

/** Holders of one of the roles in the proposal. */
export const holds =
  (...roles: readonly ProposalRole[]): Rule =>
  (actor, facts) =>
    standings(actor, facts).some((standing) => standing.roles.some((role) => roles.includes(role)));

/** Holders of one of the roles for the member (state) concerned. */
export const holdsForMember =
  (...roles: readonly ProposalRole[]): Rule =>
  (actor, facts) =>
    standings(actor, facts).some(
      (standing) =>
        standing.memberId === facts.memberId && standing.roles.some((role) => roles.includes(role)),
    );

/** Coordinator and deputy coordinator. */
export const coordinator: Rule = holds('coordinator', 'deputy_coordinator');

/** The section's lead, while they take part in the proposal. */
export const sectionLead: Rule = (actor, facts) =>
  participant(actor, facts) && facts.leadPersonId === actor.personId;

/** The section's lead and contributors, while their role lets them write. */
export const sectionWriter: Rule = (actor, facts) =>
  holds('author', 'member_lead')(actor, facts) &&
  (facts.leadPersonId === actor.personId || (facts.contributorPersonIds ?? []).includes(actor.personId));

/** Those who may speak for a member that was asked for its verdict. */
export const askedToReview: Rule = (actor, facts) =>
  standings(actor, facts).some(
    (standing) =>
      (facts.askedMemberIds ?? []).includes(standing.memberId) &&
      standing.roles.some((role) => role === 'reviewer' || role === 'member_lead' || role === 'coordinator'),
  );

/** One rule is enough. */
export const anyOf =
  (...rules: readonly Rule[]): Rule =>
  (actor, facts) =>
    rules.some((rule) => rule(actor, facts));

/** None of the roles given or taken is one that coordinates. */
export const belowCoordination: Rule = (_actor, facts) =>
  !(facts.roles ?? []).some((role) => role === 'coordinator' || role === 'deputy_coordinator');

/** Every rule is needed. */
export const allOf =
  (...rules: readonly Rule[]): Rule =>
  (actor, facts) =>
    rules.every((rule) => rule(actor, facts));
