import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AnswerCheck } from './answer-check.js';
import { inputPipe } from './input.js';
import { PolicyWitness } from './policy-witness.js';
import { RouteAudit } from './route-audit.js';

/** Deny by default, for every route of the application. A `SessionReader` must be provided globally. */
@Module({
  imports: [DiscoveryModule],
  providers: [
    RouteAudit,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_PIPE, useFactory: inputPipe },
    { provide: APP_INTERCEPTOR, useClass: AnswerCheck },
    // Innermost, so that an unwitnessed answer is not even looked at.
    { provide: APP_INTERCEPTOR, useClass: PolicyWitness },
  ],
})
export class AuthzModule {}
