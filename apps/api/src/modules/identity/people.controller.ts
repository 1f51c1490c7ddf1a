import {
  disablePerson,
  enablePerson,
  invitePerson,
  listPeople,
  resendPersonInvitation,
  revokePersonInvitation,
  sendPasswordReset,
  setPersonRoles,
} from '@concordat/contracts';
import { Controller } from '@nestjs/common';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { PeopleService } from './people.service.js';

@Controller()
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Serve(listPeople)
  list(ctx: RequestContext, _input: InputOf<typeof listPeople>) {
    return this.people.list(ctx);
  }

  @Serve(invitePerson)
  invite(ctx: RequestContext, { body }: InputOf<typeof invitePerson>) {
    return this.people.invite(ctx, body);
  }

  @Serve(resendPersonInvitation)
  resend(ctx: RequestContext, { params }: InputOf<typeof resendPersonInvitation>) {
    return this.people.resend(ctx, params.invitationId);
  }

  @Serve(revokePersonInvitation)
  revoke(ctx: RequestContext, { params }: InputOf<typeof revokePersonInvitation>) {
    return this.people.revoke(ctx, params.invitationId);
  }

  @Serve(setPersonRoles)
  setRoles(ctx: RequestContext, { params, body }: InputOf<typeof setPersonRoles>) {
    return this.people.setRoles(ctx, params.personId, body);
  }

  @Serve(sendPasswordReset)
  sendReset(ctx: RequestContext, { params }: InputOf<typeof sendPasswordReset>) {
    return this.people.sendReset(ctx, params.personId);
  }

  @Serve(disablePerson)
  disable(ctx: RequestContext, { params, body }: InputOf<typeof disablePerson>) {
    return this.people.disable(ctx, params.personId, body);
  }

  @Serve(enablePerson)
  enable(ctx: RequestContext, { params, body }: InputOf<typeof enablePerson>) {
    return this.people.enable(ctx, params.personId, body);
  }
}
