import type { InstallationRole, ProposalRole } from '@concordat/domain';

/** A person's standing in one proposal: for which member (state) and in which roles. Ended memberships are not listed. */
export interface Standing {
  readonly proposalId: string;
  readonly memberId: string;
  readonly stateCode: string;
  readonly roles: readonly ProposalRole[];
}

/** Who acts, as read from the database at the start of the request. */
export interface Actor {
  readonly personId: string;
  readonly installationRoles: readonly InstallationRole[];
  readonly memberships: readonly Standing[];
}

/** What is acted on. Each rule names what it needs; a missing fact is read as "no". */
export interface Facts {
  /** The proposal it belongs to: the boundary of isolation. */
  readonly proposalId?: string;
  /** The section's lead and contributors. */
  readonly leadPersonId?: string | null;
  readonly contributorPersonIds?: readonly string[];
  /** The members asked for a verdict in the open round. */
  readonly askedMemberIds?: readonly string[];
  /** The member (state) it concerns. */
  readonly memberId?: string | null;
  /** The person it concerns or was made by. */
  readonly personId?: string | null;
  /** The proposal roles that would be given or taken away; none when missing. */
  readonly roles?: readonly ProposalRole[];
}

/** Says whether a person may do something to something. Pure: no clock, no database. */
export type Rule = (actor: Actor, facts: Facts) => boolean;
