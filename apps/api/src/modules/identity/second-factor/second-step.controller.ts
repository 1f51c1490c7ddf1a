import {
  askProof,
  askSecondStepPasskey,
  askSignInPasskey,
  finishSignIn,
  leavePendingSignIn,
  offerAppAtSignIn,
  offerPasskeyAtSignIn,
  prove,
  readPendingSignIn,
  setUpAppAtSignIn,
  setUpPasskeyAtSignIn,
  signInWithPasskey,
} from '@concordat/contracts';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type InputOf, RequestContext, Serve } from '../../../platform/authz/index.js';
import { ProofService } from './proof.service.js';
import { SecondStepService } from './second-step.service.js';

@Controller()
export class SecondStepController {
  constructor(
    private readonly steps: SecondStepService,
    private readonly proofs: ProofService,
  ) {}

  @Serve(readPendingSignIn)
  read(_ctx: RequestContext, _input: InputOf<typeof readPendingSignIn>, @Req() request: Request) {
    return this.steps.read(request);
  }

  @Serve(leavePendingSignIn)
  leave(
    _ctx: RequestContext,
    _input: InputOf<typeof leavePendingSignIn>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.steps.leave(request, response);
  }

  @Serve(askSecondStepPasskey)
  askPasskey(_ctx: RequestContext, _input: InputOf<typeof askSecondStepPasskey>, @Req() request: Request) {
    return this.steps.askPasskey(request);
  }

  @Serve(finishSignIn)
  finish(
    ctx: RequestContext,
    { body }: InputOf<typeof finishSignIn>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.steps.finish(ctx, request, response, body);
  }

  @Serve(offerAppAtSignIn)
  offerApp(_ctx: RequestContext, _input: InputOf<typeof offerAppAtSignIn>, @Req() request: Request) {
    return this.steps.offerApp(request);
  }

  @Serve(setUpAppAtSignIn)
  setUpApp(
    ctx: RequestContext,
    { body }: InputOf<typeof setUpAppAtSignIn>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.steps.setUpApp(ctx, request, response, body);
  }

  @Serve(offerPasskeyAtSignIn)
  offerPasskey(_ctx: RequestContext, _input: InputOf<typeof offerPasskeyAtSignIn>, @Req() request: Request) {
    return this.steps.offerPasskey(request);
  }

  @Serve(setUpPasskeyAtSignIn)
  setUpPasskey(
    ctx: RequestContext,
    { body }: InputOf<typeof setUpPasskeyAtSignIn>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.steps.setUpPasskey(ctx, request, response, body);
  }

  @Serve(askSignInPasskey)
  askSignIn(
    _ctx: RequestContext,
    _input: InputOf<typeof askSignInPasskey>,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.steps.askSignIn(response);
  }

  @Serve(signInWithPasskey)
  signIn(
    ctx: RequestContext,
    { body }: InputOf<typeof signInWithPasskey>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.steps.signInWithPasskey(ctx, request, response, body.passkey);
  }

  @Serve(askProof)
  askProof(ctx: RequestContext) {
    return this.proofs.ways(ctx);
  }

  @Serve(prove)
  prove(ctx: RequestContext, { body }: InputOf<typeof prove>, @Req() request: Request) {
    return this.proofs.prove(ctx, request, body);
  }
}
