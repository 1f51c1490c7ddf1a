import { Global, Module } from '@nestjs/common';
import { SessionOpener, SessionReader } from '../../platform/authz/index.js';
import { AccountLinkController } from './account-link.controller.js';
import { AccountLinkService } from './account-link.service.js';
import { AskingPace } from './asking-pace.js';
import { Attempts } from './attempts.service.js';
import { FirstAdminTask } from './first-admin.task.js';
import { Forgetting } from './forgetting.service.js';
import { InstallationKey } from './installation-key.js';
import { InvitationAnswerService } from './invitation-answer.service.js';
import { InvitationController } from './invitation.controller.js';
import { InvitationService } from './invitation.service.js';
import { LinkTokens } from './link-tokens.js';
import { OwnPassword } from './own-password.js';
import { Passwords } from './passwords.js';
import { PeopleController } from './people.controller.js';
import { PeopleRepository } from './people.repository.js';
import { PeopleService } from './people.service.js';
import { ProfileController } from './profile.controller.js';
import { ProfileService } from './profile.service.js';
import { AuthenticatorApps } from './second-factor/authenticator-apps.js';
import { CodeAttempts } from './second-factor/code-attempts.js';
import { PasskeyPlace } from './second-factor/passkey-place.js';
import { PasskeyRepository } from './second-factor/passkey.repository.js';
import { Passkeys } from './second-factor/passkeys.js';
import { PendingSignIns } from './second-factor/pending-sign-ins.js';
import { ProofService } from './second-factor/proof.service.js';
import { RecoveryCodes } from './second-factor/recovery-codes.js';
import { SealedSecrets } from './second-factor/sealed-secrets.js';
import { SecondFactorController } from './second-factor/second-factor.controller.js';
import { SecondFactorRepository } from './second-factor/second-factor.repository.js';
import { SecondFactorService } from './second-factor/second-factor.service.js';
import { SecondStepController } from './second-factor/second-step.controller.js';
import { SecondStepService } from './second-factor/second-step.service.js';
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
  controllers: [
    SessionController,
    ProfileController,
    AccountLinkController,
    InvitationController,
    PeopleController,
    SecondFactorController,
    SecondStepController,
  ],
  providers: [
    AccountLinkService,
    AskingPace,
    Attempts,
    AuthenticatorApps,
    CodeAttempts,
    FirstAdminTask,
    Forgetting,
    InstallationKey,
    InvitationAnswerService,
    InvitationService,
    LinkTokens,
    OwnPassword,
    PasskeyPlace,
    PasskeyRepository,
    Passkeys,
    Passwords,
    PendingSignIns,
    PeopleRepository,
    PeopleService,
    ProfileService,
    ProofService,
    RecoveryCodes,
    SealedSecrets,
    SecondFactorRepository,
    SecondFactorService,
    SecondStepService,
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
