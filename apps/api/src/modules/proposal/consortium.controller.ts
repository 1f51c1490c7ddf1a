import { Controller } from '@nestjs/common';
import {
  addMember,
  changeMembership,
  editMember,
  endMembership,
  inviteToMember,
  readConsortium,
  removeMember,
  resendInvitation,
  revokeProposalInvitation,
} from '@concordat/contracts';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { ConsortiumInvitationService } from './consortium-invitation.service.js';
import { ConsortiumService } from './consortium.service.js';
import { MembershipService } from './membership.service.js';

@Controller()
export class ConsortiumController {
  constructor(
    private readonly consortium: ConsortiumService,
    private readonly memberships: MembershipService,
    private readonly invitations: ConsortiumInvitationService,
  ) {}

  @Serve(readConsortium)
  read(ctx: RequestContext, { params }: InputOf<typeof readConsortium>) {
    return this.consortium.read(ctx, params.proposalId);
  }

  @Serve(addMember)
  add(ctx: RequestContext, { params, body }: InputOf<typeof addMember>) {
    return this.consortium.add(ctx, params.proposalId, body);
  }

  @Serve(editMember)
  edit(ctx: RequestContext, { params, body }: InputOf<typeof editMember>) {
    return this.consortium.edit(ctx, params.proposalId, params.memberId, body);
  }

  @Serve(removeMember)
  remove(ctx: RequestContext, { params, body }: InputOf<typeof removeMember>) {
    return this.consortium.remove(ctx, params.proposalId, params.memberId, body);
  }

  @Serve(inviteToMember)
  invite(ctx: RequestContext, { params, body }: InputOf<typeof inviteToMember>) {
    return this.invitations.invite(ctx, params.proposalId, params.memberId, body);
  }

  @Serve(resendInvitation)
  resend(ctx: RequestContext, { params }: InputOf<typeof resendInvitation>) {
    return this.invitations.resend(ctx, params.proposalId, params.invitationId);
  }

  @Serve(revokeProposalInvitation)
  revoke(ctx: RequestContext, { params }: InputOf<typeof revokeProposalInvitation>) {
    return this.invitations.revoke(ctx, params.proposalId, params.invitationId);
  }

  @Serve(changeMembership)
  change(ctx: RequestContext, { params, body }: InputOf<typeof changeMembership>) {
    return this.memberships.change(ctx, params.proposalId, params.membershipId, body);
  }

  @Serve(endMembership)
  end(ctx: RequestContext, { params, body }: InputOf<typeof endMembership>) {
    return this.memberships.end(ctx, params.proposalId, params.membershipId, body);
  }
}
