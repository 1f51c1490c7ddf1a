import {
  endAllSessions,
  endOtherSessions,
  endSession,
  listSessions,
  readSession,
  signIn,
  signOut,
} from '@concordat/contracts';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import type { Config } from '../../platform/config/index.js';
import { CONFIG } from '../../platform/settings/index.js';
import { isAtThisMachine } from './at-this-machine.js';
import { SessionKeeper } from './session-keeper.js';
import { SessionService } from './session.service.js';
import { SignInService } from './sign-in.service.js';

@Controller()
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly signIns: SignInService,
    private readonly keeper: SessionKeeper,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Serve(readSession)
  read(ctx: RequestContext, _input: InputOf<typeof readSession>, @Req() request: Request) {
    return this.sessions.read(ctx, isAtThisMachine(this.config, request));
  }

  @Serve(signIn)
  signIn(
    ctx: RequestContext,
    _input: InputOf<typeof signIn>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.signIns.signIn(ctx, request, response);
  }

  @Serve(signOut)
  signOut(
    ctx: RequestContext,
    _input: InputOf<typeof signOut>,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.signIns.signOut(ctx, response);
  }

  @Serve(listSessions)
  list(ctx: RequestContext, _input: InputOf<typeof listSessions>) {
    return this.sessions.list(ctx);
  }

  @Serve(endSession)
  end(ctx: RequestContext, { params }: InputOf<typeof endSession>) {
    return this.sessions.end(ctx, params.sessionId);
  }

  @Serve(endOtherSessions)
  endOthers(ctx: RequestContext, _input: InputOf<typeof endOtherSessions>) {
    return this.sessions.endOthers(ctx);
  }

  @Serve(endAllSessions)
  async endAll(
    ctx: RequestContext,
    _input: InputOf<typeof endAllSessions>,
    @Res({ passthrough: true }) response: Response,
  ) {
    const done = await this.sessions.endAll(ctx);
    this.keeper.take(response);
    return done;
  }
}
