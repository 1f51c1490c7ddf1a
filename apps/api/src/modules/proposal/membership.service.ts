import { Injectable } from '@nestjs/common';
import type { ChangeRoles, ConsortiumView, EndMembership } from '@concordat/contracts';
import { changeRoles, endMembership, type Instant, type MembershipFacts } from '@concordat/domain';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { presentConsortium } from './consortium.presenter.js';
import { ConsortiumRepository, type MembershipRow } from './consortium.repository.js';
import { ProposalRepository } from './proposal.repository.js';

/** The people of a proposal: what they may do in it, and when that ends. */
@Injectable()
export class MembershipService {
  constructor(
    private readonly db: WebDatabase,
    private readonly proposals: ProposalRepository,
    private readonly consortium: ConsortiumRepository,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  change(
    ctx: RequestContext,
    proposalId: string,
    membershipId: string,
    wish: ChangeRoles,
  ): Promise<ConsortiumView> {
    return this.db.transaction(ctx, async (tx) => {
      const proposal = await this.proposals.load(tx, proposalId, true);
      const all = await this.consortium.memberships(tx, proposalId, true);
      const membership = await this.consortium.membership(tx, proposalId, membershipId);
      ctx.require('membership.change', {
        ...policyFacts(proposalId, membership),
        roles: [...membership.roles, ...wish.roles],
      });
      const outcome = changeRoles(membershipId, wish.roles, factsOf(all, membership), await tx.clock());
      if (!outcome.ok) throw new Refusal(outcome.reason);
      await this.consortium.setRoles(tx, membershipId, { version: wish.version, roles: outcome.value });
      await this.audit.record(tx, ctx, {
        action: 'membership.change',
        object: 'membership',
        objectId: membershipId,
        proposalId,
        before: { roles: membership.roles },
        after: { roles: outcome.value },
      });
      await this.outbox.add(tx, {
        kind: 'membership.changed',
        proposalId,
        id: membershipId,
        payload: { personId: membership.personId },
      });
      return presentConsortium(ctx, {
        proposal,
        members: await this.consortium.members(tx, proposalId),
        memberships: await this.consortium.memberships(tx, proposalId),
        invitations: await this.consortium.invitations(tx, proposalId),
      });
    });
  }

  /** The person sees nothing of the proposal from this commit on; the event closes what they have open. */
  end(
    ctx: RequestContext,
    proposalId: string,
    membershipId: string,
    wish: EndMembership,
  ): Promise<Record<string, never>> {
    return this.db.transaction(ctx, async (tx) => {
      await this.proposals.load(tx, proposalId, true);
      const all = await this.consortium.memberships(tx, proposalId, true);
      const membership = await this.consortium.membership(tx, proposalId, membershipId);
      ctx.require('membership.end', { ...policyFacts(proposalId, membership), roles: membership.roles });
      const outcome = endMembership(membershipId, factsOf(all, membership), await tx.clock());
      if (!outcome.ok) throw new Refusal(outcome.reason);
      await this.endOne(ctx, tx, proposalId, { ...membership, version: wish.version }, outcome.value);
      return {};
    });
  }

  /** Ends the memberships of a state that leaves. It never coordinates, so somebody always answers for the proposal. */
  async endAllOf(
    ctx: RequestContext,
    tx: Transaction,
    proposalId: string,
    memberId: string,
    at: Instant,
  ): Promise<void> {
    const all = await this.consortium.memberships(tx, proposalId, true);
    const leaving = all.filter((membership) => membership.memberId === memberId);
    for (const membership of leaving) {
      const outcome = endMembership(membership.id, factsOf(all, membership), at);
      if (!outcome.ok) throw new Refusal(outcome.reason);
      await this.endOne(ctx, tx, proposalId, membership, at);
    }
  }

  private async endOne(
    ctx: RequestContext,
    tx: Transaction,
    proposalId: string,
    { id, personId, memberId, version, roles }: MembershipRow,
    at: Instant,
  ): Promise<void> {
    await this.consortium.releaseSections(tx, proposalId, personId);
    await this.audit.record(tx, ctx, {
      action: 'membership.end',
      object: 'membership',
      objectId: id,
      proposalId,
      before: { roles },
      after: { endedAt: at },
    });
    await this.outbox.add(tx, { kind: 'membership.ended', proposalId, id, payload: { personId, memberId } });
    // Last, because whoever ends their own membership has no more rights to the rows above.
    await this.consortium.end(tx, id, { version, at });
  }
}

const policyFacts = (proposalId: string, { memberId, personId }: MembershipRow) => ({
  proposalId,
  memberId,
  personId,
});

/** The running memberships with the one in question, which may have ended already. */
function factsOf(all: readonly MembershipRow[], one: MembershipRow): MembershipFacts[] {
  const others = all.filter(({ id }) => id !== one.id);
  return [...others, one].map(({ id, roles, endedAt }) => ({ membershipId: id, roles, endedAt }));
}
