import { z } from 'zod';
import { endpoint } from '../platform/endpoint.js';
import { Id, Nothing } from '../platform/wire.js';
import {
  AddPasskey,
  AppOffer,
  ConfirmApp,
  FactorAdded,
  FinishSignIn,
  PasskeyToMake,
  PasskeyToUse,
  PasskeyUsed,
  PendingView,
  Proof,
  ProofWays,
  Prove,
  RecoveryCodes,
  RenamePasskey,
  SecondFactorView,
  SignInFinished,
} from './second-factor.schemas.js';

// Before there is a session.
export const readPendingSignIn = endpoint({
  method: 'GET',
  path: '/sign-in',
  needs: 'public',
  summary:
    'The sign-in that this browser has begun, if its password was right and its second step is missing.',
  response: PendingView,
});

export const leavePendingSignIn = endpoint({
  method: 'DELETE',
  path: '/sign-in',
  needs: 'public',
  summary: 'Gives up a sign-in that was begun.',
  response: Nothing,
});

export const askSecondStepPasskey = endpoint({
  method: 'POST',
  path: '/sign-in/passkey',
  needs: 'public',
  summary: 'What the browser needs to use a passkey as second step. The challenge holds five minutes, once.',
  response: PasskeyToUse,
});

export const finishSignIn = endpoint({
  method: 'POST',
  path: '/sign-in/second-step',
  needs: 'public',
  summary: 'Finishes a sign-in that was begun; the answer sets the session cookie.',
  body: FinishSignIn,
  response: SignInFinished,
});

export const offerAppAtSignIn = endpoint({
  method: 'POST',
  path: '/sign-in/app/offer',
  needs: 'public',
  summary: 'A secret for an authenticator app, for somebody who has to set up a second factor to get in.',
  response: AppOffer,
});

export const setUpAppAtSignIn = endpoint({
  method: 'POST',
  path: '/sign-in/app',
  needs: 'public',
  summary: 'Keeps the authenticator app and finishes the sign-in. Shows the recovery codes, once.',
  body: ConfirmApp,
  response: FactorAdded,
});

export const offerPasskeyAtSignIn = endpoint({
  method: 'POST',
  path: '/sign-in/passkeys/offer',
  needs: 'public',
  summary:
    'What the browser needs to make a passkey, for somebody who has to set up a second factor to get in.',
  response: PasskeyToMake,
});

export const setUpPasskeyAtSignIn = endpoint({
  method: 'POST',
  path: '/sign-in/passkeys',
  needs: 'public',
  summary: 'Keeps the passkey and finishes the sign-in. Shows the recovery codes, once.',
  body: AddPasskey,
  response: FactorAdded,
});

export const askSignInPasskey = endpoint({
  method: 'POST',
  path: '/session/passkey/challenge',
  needs: 'public',
  summary: 'What the browser needs to sign in with a passkey alone. Names no account.',
  response: PasskeyToUse,
});

export const signInWithPasskey = endpoint({
  method: 'POST',
  path: '/session/passkey',
  needs: 'public',
  summary: 'Signs in with a passkey alone; the answer sets the session cookie.',
  body: z.strictObject({ passkey: PasskeyUsed }),
  response: Nothing,
});

// A fresh proof, inside a session.
export const askProof = endpoint({
  method: 'POST',
  path: '/session/proof/ways',
  needs: 'signed_in',
  summary: 'How the person can prove themselves here, and until when the last proof counts.',
  response: ProofWays,
});

export const prove = endpoint({
  method: 'POST',
  path: '/session/proof',
  needs: 'signed_in',
  summary: 'Proves who one is; for ten minutes this session may do what asks for a fresh proof.',
  body: Prove,
  response: Proof,
});

// The own factors.
export const readSecondFactor = endpoint({
  method: 'GET',
  path: '/second-factor',
  needs: 'second_factor.manage',
  summary: 'The own second factors: what there is and since when, never a secret.',
  response: SecondFactorView,
});

export const offerApp = endpoint({
  method: 'POST',
  path: '/second-factor/app/offer',
  needs: 'second_factor.manage',
  stepUp: true,
  summary: 'A secret for an authenticator app. It counts once it is confirmed.',
  response: AppOffer,
});

export const confirmApp = endpoint({
  method: 'POST',
  path: '/second-factor/app',
  needs: 'second_factor.manage',
  stepUp: true,
  summary: 'Keeps the authenticator app, in place of the one before.',
  body: ConfirmApp,
  response: FactorAdded,
});

export const removeApp = endpoint({
  method: 'DELETE',
  path: '/second-factor/app',
  needs: 'second_factor.manage',
  stepUp: true,
  summary: 'Forgets the authenticator app.',
  response: SecondFactorView,
});

export const offerPasskey = endpoint({
  method: 'POST',
  path: '/second-factor/passkeys/offer',
  needs: 'second_factor.manage',
  stepUp: true,
  summary: 'What the browser needs to make a passkey. The challenge holds five minutes, once.',
  response: PasskeyToMake,
});

export const addPasskey = endpoint({
  method: 'POST',
  path: '/second-factor/passkeys',
  needs: 'second_factor.manage',
  stepUp: true,
  summary: 'Keeps a passkey under a name.',
  body: AddPasskey,
  response: FactorAdded,
});

const passkeyParams = z.strictObject({ passkeyId: Id });

export const renamePasskey = endpoint({
  method: 'PUT',
  path: '/second-factor/passkeys/:passkeyId',
  needs: 'second_factor.manage',
  summary: 'Gives one of the own passkeys another name.',
  params: passkeyParams,
  body: RenamePasskey,
  response: SecondFactorView,
});

export const removePasskey = endpoint({
  method: 'DELETE',
  path: '/second-factor/passkeys/:passkeyId',
  needs: 'second_factor.manage',
  stepUp: true,
  summary: 'Forgets one of the own passkeys.',
  params: passkeyParams,
  response: SecondFactorView,
});

export const renewRecoveryCodes = endpoint({
  method: 'POST',
  path: '/second-factor/recovery-codes',
  needs: 'second_factor.manage',
  stepUp: true,
  summary: 'Makes ten new recovery codes, shown once; those before stop working.',
  response: RecoveryCodes,
});

export const resetSecondFactor = endpoint({
  method: 'POST',
  path: '/people/:personId/second-factor/resetting',
  needs: 'second_factor.reset',
  stepUp: true,
  summary: "Forgets somebody's second factors and recovery codes; the person is told by mail.",
  response: Nothing,
});
