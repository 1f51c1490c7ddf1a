import { Injectable } from '@nestjs/common';
import type { InvitationMade, InviteToMember } from '@concordat/contracts';
import { normaliseEmail } from '@concordat/domain';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { InvitationService } from '../identity/index.js';
import { ConsortiumRepository, type PendingInvitationRow } from './consortium.repository.js';
import { ProposalRepository } from './proposal.repository.js';

/** Invitations to speak for a state in a proposal: who may send, renew and take back which. */
@Injectable()
export class ConsortiumInvitationService {
  constructor(
    private readonly db: WebDatabase,
    private readonly proposals: ProposalRepository,
    private readonly consortium: ConsortiumRepository,
    private readonly invitations: InvitationService,
  ) {}

  invite(
    ctx: RequestContext,
    proposalId: string,
    memberId: string,
    { email, displayName, roles }: InviteToMember,
  ): Promise<InvitationMade> {
    return this.db.transaction(ctx, async (tx) => {
      await this.proposals.load(tx, proposalId, true);
      const member = await this.consortium.lockMember(tx, proposalId, memberId);
      ctx.require('membership.invite', { proposalId, memberId, roles });
      if (member.leftAt !== null) throw new Refusal('member.already_left');
      const people = await this.consortium.memberships(tx, proposalId);
      if (people.some((person) => normaliseEmail(person.email) === normaliseEmail(email)))
        throw new Refusal('membership.already_here');
      return this.invitations.invite(tx, {
        proposalId,
        memberId,
        email,
        displayName,
        roles,
        invitedBy: ctx.personId,
        requestId: ctx.requestId,
      });
    });
  }

  resend(ctx: RequestContext, proposalId: string, invitationId: string): Promise<InvitationMade> {
    return this.db.transaction(ctx, async (tx) => {
      const { memberId, roles } = await this.load(tx, proposalId, invitationId);
      ctx.require('membership.invite', { proposalId, memberId, roles });
      return this.invitations.resend(tx, { proposalId, invitationId, by: ctx });
    });
  }

  revoke(ctx: RequestContext, proposalId: string, invitationId: string): Promise<Record<string, never>> {
    return this.db.transaction(ctx, async (tx) => {
      const { memberId, roles } = await this.load(tx, proposalId, invitationId);
      ctx.require('invitation.revoke', { proposalId, memberId, roles });
      await this.invitations.revoke(tx, { proposalId, invitationId, by: ctx });
      return {};
    });
  }

  /** Takes back what is on its way to people of a state that leaves. */
  async revokeAllOf(
    ctx: RequestContext,
    tx: Transaction,
    proposalId: string,
    memberId: string,
  ): Promise<void> {
    const waiting = await this.consortium.invitations(tx, proposalId);
    for (const { id } of waiting.filter((each) => each.memberId === memberId && each.state === 'sent'))
      await this.invitations.revoke(tx, { proposalId, invitationId: id, by: ctx });
  }

  /** An invitation of the proposal to speak for one of its states, whatever became of it. */
  private async load(
    tx: Transaction,
    proposalId: string,
    invitationId: string,
  ): Promise<Pick<PendingInvitationRow, 'memberId' | 'roles'>> {
    await this.proposals.load(tx, proposalId);
    return this.consortium.invitation(tx, proposalId, invitationId);
  }
}
