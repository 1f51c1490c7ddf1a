import { listSampleAccounts, signInAsSample } from '@concordat/contracts';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { SampleSignInService } from './sample-sign-in.service.js';

@Controller()
export class SampleSignInController {
  constructor(private readonly sample: SampleSignInService) {}

  @Serve(listSampleAccounts)
  list(_ctx: RequestContext, _input: InputOf<typeof listSampleAccounts>, @Req() request: Request) {
    return this.sample.list(request);
  }

  @Serve(signInAsSample)
  signIn(
    ctx: RequestContext,
    { body }: InputOf<typeof signInAsSample>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.sample.signIn(ctx, body.personId, request, response);
  }
}
