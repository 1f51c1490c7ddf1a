import type { Endpoint, StepUp } from '@concordat/contracts';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Refusal } from '../errors/refusal.js';
import { requestIdOf } from '../observability/request-id.js';
import { RequestContext, rememberContext } from './request-context.js';
import { ENDPOINT, NEEDS, type RouteNeed } from './serve.js';
import { SessionReader, type SignedIn } from './session-reader.js';

/**
 * Finds out who asks, and whether they proved it as lately as the operation demands, before anything of the request is
 * read further. What they may do is the service's to check.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionReader,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const need = this.reflector.get<RouteNeed | undefined>(NEEDS, execution.getHandler());
    if (need === undefined) throw new Error('A route without a declared need was called');
    const request = execution.switchToHttp().getRequest<Request>();
    const signedIn = need === 'nobody' ? null : await this.sessions.read(request);
    if (signedIn === null && need !== 'public' && need !== 'nobody') throw new Refusal('unauthenticated');
    const served = this.reflector.get<Endpoint | undefined>(ENDPOINT, execution.getHandler());
    if (signedIn !== null && lacksProof(signedIn, served?.stepUp))
      throw new Refusal('session.step_up_needed');
    rememberContext(request, new RequestContext(requestIdOf(request), signedIn));
    return true;
  }
}

const lacksProof = ({ isProved, hasSecondFactor }: SignedIn, stepUp: StepUp | undefined): boolean =>
  stepUp !== undefined && !isProved && (stepUp === true || hasSecondFactor);
