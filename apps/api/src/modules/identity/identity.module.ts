import { Global, Module } from '@nestjs/common';
import { SessionOpener, SessionReader } from '../../platform/authz/index.js';
import { Attempts } from './attempts.service.js';
import { FirstAdminTask } from './first-admin.task.js';
import { InstallationKey } from './installation-key.js';
import { InvitationAnswerService } from './invitation-answer.service.js';
import { InvitationController } from './invitation.controller.js';
import { InvitationService } from './invitation.service.js';
import { LinkTokens } from './link-tokens.js';
import { Passwords } from './passwords.js';
import { PeopleController } from './people.controller.js';
import { PeopleRepository } from './people.repository.js';
import { PeopleService } from './people.service.js';
import { ProfileController } from './profile.controller.js';
import { ProfileService } from './profile.service.js';
import { SessionEnding } from './session-ending.service.js';
import { SessionEvents } from './session-events.js';
import { SessionKeeper } from './session-keeper.js';
import { SessionController } from './session.controller.js';
import { SessionRepository } from './session.repository.js';
import { SessionService } from './session.service.js';
import { SignInService } from './sign-in.service.js';

/** Global, because the guard in front of every route asks it who is there. */
@Global()
@Module({
  controllers: [SessionController, ProfileController, InvitationController, PeopleController],
  providers: [
    Attempts,
    FirstAdminTask,
    InstallationKey,
    InvitationAnswerService,
    InvitationService,
    LinkTokens,
    Passwords,
    PeopleRepository,
    PeopleService,
    ProfileService,
    SessionEnding,
    SessionEvents,
    SessionKeeper,
    SessionRepository,
    SessionService,
    SignInService,
    { provide: SessionReader, useExisting: SessionKeeper },
    { provide: SessionOpener, useExisting: SessionKeeper },
  ],
  exports: [InstallationKey, InvitationService, LinkTokens, SessionOpener, SessionReader, SignInService],
})
export class IdentityModule {}
