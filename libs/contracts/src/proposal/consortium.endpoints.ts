import { endpoint } from '../platform/endpoint.js';
import { Nothing } from '../platform/wire.js';
import {
  AddMember,
  ChangeRoles,
  ConsortiumView,
  EditMember,
  EndMembership,
  InvitationMade,
  InviteToMember,
  RemoveMember,
} from './consortium.schemas.js';

export const readConsortium = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/consortium',
  needs: 'proposal.read',
  summary: 'The states of a proposal, their people, and invitations on their way.',
  response: ConsortiumView,
});

export const addMember = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/members',
  needs: 'member.add',
  summary: 'Takes a state into the consortium, if it takes part in the programme on the cut-off’s date.',
  body: AddMember,
  response: ConsortiumView,
});

export const editMember = endpoint({
  method: 'PATCH',
  path: '/proposals/:proposalId/members/:memberId',
  needs: 'member.edit',
  summary: 'Records the body that stands for a state.',
  body: EditMember,
  response: ConsortiumView,
});

export const removeMember = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/members/:memberId/departure',
  needs: 'member.remove',
  summary: 'Lets a partner go; the memberships of its people end at once.',
  body: RemoveMember,
  response: ConsortiumView,
});

export const inviteToMember = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/members/:memberId/invitations',
  needs: 'membership.invite',
  summary: 'Invites a person by e-mail to speak for a state. The answer shows the link, once.',
  body: InviteToMember,
  response: InvitationMade,
});

export const resendInvitation = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/invitations/:invitationId/resending',
  needs: 'membership.invite',
  summary: 'Sends an invitation again with a new link; the old link stops working.',
  response: InvitationMade,
});

export const revokeProposalInvitation = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/invitations/:invitationId/revocation',
  needs: 'invitation.revoke',
  summary: 'Takes an invitation back; its link stops working.',
  response: Nothing,
});

export const changeMembership = endpoint({
  method: 'PATCH',
  path: '/proposals/:proposalId/memberships/:membershipId',
  needs: 'membership.change',
  summary: 'Changes the roles of a person in the proposal.',
  body: ChangeRoles,
  response: ConsortiumView,
});

export const endMembership = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/memberships/:membershipId/end',
  needs: 'membership.end',
  summary: 'Ends a person’s membership; open texts close for them within a second.',
  body: EndMembership,
  response: Nothing,
});
