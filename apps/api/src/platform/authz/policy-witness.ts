import type { Action } from '@concordat/policy';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { map, type Observable } from 'rxjs';
import { contextOf } from './request-context.js';
import { NEEDS, type RouteNeed } from './serve.js';

/** The rest was settled by the guard before the controller ran. */
const isAction = (need: RouteNeed): need is Action =>
  need !== 'signed_in' && need !== 'public' && need !== 'nobody';

/** Refuses an answer whose declared action nobody checked on the thing itself: a forgotten check must not leak. */
@Injectable()
export class PolicyWitness implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const need = this.reflector.get<RouteNeed>(NEEDS, execution.getHandler());
    const context = contextOf(execution.switchToHttp().getRequest<Request>());
    return next.handle().pipe(
      map((answer: unknown) => {
        if (isAction(need) && !context.hasChecked(need))
          throw new Error(
            `${execution.getClass().name}.${execution.getHandler().name} never checked ${need}`,
          );
        return answer;
      }),
    );
  }
}
