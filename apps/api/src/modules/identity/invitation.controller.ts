import { acceptInvitation, declineInvitation, readInvitation } from '@concordat/contracts';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { InvitationAnswerService } from './invitation-answer.service.js';

@Controller()
export class InvitationController {
  constructor(private readonly answers: InvitationAnswerService) {}

  @Serve(readInvitation)
  read(ctx: RequestContext, { body }: InputOf<typeof readInvitation>) {
    return this.answers.read(ctx, body.token);
  }

  @Serve(acceptInvitation)
  accept(
    ctx: RequestContext,
    { body }: InputOf<typeof acceptInvitation>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.answers.accept(ctx, body, request, response);
  }

  @Serve(declineInvitation)
  decline(ctx: RequestContext, { body }: InputOf<typeof declineInvitation>) {
    return this.answers.decline(ctx, body.token);
  }
}
