import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Refusal } from '../errors/refusal.js';
import { requestIdOf } from '../observability/request-id.js';
import { RequestContext, rememberContext } from './request-context.js';
import { NEEDS, type RouteNeed } from './serve.js';
import { SessionReader } from './session-reader.js';

/** Finds out who asks, before anything of the request is read further. What they may do is the service's to check. */
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
    rememberContext(request, new RequestContext(requestIdOf(request), signedIn));
    return true;
  }
}
