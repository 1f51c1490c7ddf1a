import { proofKinds } from '@concordat/domain';
import { z } from 'zod';
import { Id, InstantText } from '../platform/wire.js';

const Base64Url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[\w-]+$/, 'This is not whole.');
const credentialId = Base64Url(1400);
const transports = z.array(z.string().max(32)).max(12);
const Credential = z.strictObject({
  id: credentialId,
  type: z.literal('public-key'),
  transports: transports.optional(),
});

/** What a browser needs to make a passkey (WebAuthn level 3, `PublicKeyCredentialCreationOptionsJSON`). */
export const PasskeyToMake = z.strictObject({
  challenge: Base64Url(200),
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.strictObject({ alg: z.int(), type: z.literal('public-key') })),
  timeout: z.int(),
  excludeCredentials: z.array(Credential),
  authenticatorSelection: z.strictObject({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
  attestation: z.literal('none'),
});
export type PasskeyToMake = z.infer<typeof PasskeyToMake>;

/** What a browser needs to use a passkey (`PublicKeyCredentialRequestOptionsJSON`). None named: any that it holds for us. */
export const PasskeyToUse = z.strictObject({
  challenge: Base64Url(200),
  rpId: z.string(),
  timeout: z.int(),
  allowCredentials: z.array(Credential),
  userVerification: z.literal('required'),
});
export type PasskeyToUse = z.infer<typeof PasskeyToUse>;

/** What browsers add and we do not use. */
const unused = z.unknown().transform(() => ({}));

/** A passkey just made (`RegistrationResponseJSON`). */
export const PasskeyMade = z.strictObject({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.strictObject({
    clientDataJSON: Base64Url(4000),
    attestationObject: Base64Url(20_000),
    authenticatorData: Base64Url(8000).optional(),
    transports: transports.optional(),
    publicKeyAlgorithm: z.int().optional(),
    publicKey: Base64Url(4000).optional(),
  }),
  authenticatorAttachment: z.string().max(32).nullish(),
  clientExtensionResults: unused,
});
export type PasskeyMade = z.infer<typeof PasskeyMade>;

/** What a passkey signed (`AuthenticationResponseJSON`). */
export const PasskeyUsed = z.strictObject({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.strictObject({
    clientDataJSON: Base64Url(4000),
    authenticatorData: Base64Url(8000),
    signature: Base64Url(4000),
    userHandle: Base64Url(200).nullish(),
  }),
  authenticatorAttachment: z.string().max(32).nullish(),
  clientExtensionResults: unused,
});
export type PasskeyUsed = z.infer<typeof PasskeyUsed>;

/** The six figures of an authenticator app; spaces are as people like them. */
export const AppCode = z
  .string()
  .max(20)
  .transform((typed) => typed.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Write the six figures that the app shows now.'));

/** A recovery code, however it is typed. */
export const TypedRecoveryCode = z
  .string()
  .trim()
  .min(16, 'A recovery code has sixteen letters and figures.')
  .max(40, 'A recovery code has sixteen letters and figures.');

const WithApp = z.strictObject({ with: z.literal('app'), code: AppCode });
const WithRecoveryCode = z.strictObject({ with: z.literal('recovery_code'), code: TypedRecoveryCode });
const WithPasskey = z.strictObject({ with: z.literal('passkey'), passkey: PasskeyUsed });
const WithPassword = z.strictObject({
  with: z.literal('password'),
  password: z.string().min(1, 'Write your password.').max(256, 'Use at most 256 characters.'),
});

/** The second step, after a right password. */
export const FinishSignIn = z.discriminatedUnion('with', [WithApp, WithRecoveryCode, WithPasskey]);
export type FinishSignIn = z.infer<typeof FinishSignIn>;

/** Signed in; how many recovery codes are left, where one was used up. */
export const SignInFinished = z.strictObject({ recoveryCodesLeft: z.int().nullable() });
export type SignInFinished = z.infer<typeof SignInFinished>;

/** A fresh proof of who one is. The password counts for those who have no second factor. */
export const Prove = z.discriminatedUnion('with', [WithApp, WithRecoveryCode, WithPasskey, WithPassword]);
export type Prove = z.infer<typeof Prove>;

/** Until when the last proof counts. */
export const Proof = z.strictObject({ provedUntil: InstantText });
export type Proof = z.infer<typeof Proof>;

/** How this person can prove themselves in this session, and until when the last proof counts. */
export const ProofWays = z.strictObject({
  provedUntil: InstantText,
  /** The database's clock. */
  serverTime: InstantText,
  ways: z.array(z.enum(proofKinds)),
  /** Null where the person has no passkey or passkeys do not work here. */
  passkey: PasskeyToUse.nullable(),
});
export type ProofWays = z.infer<typeof ProofWays>;

/** What a right password leads to. */
export const SignInStep = z.strictObject({ next: z.enum(['session', 'second_step', 'set_up']) });
export type SignInStep = z.infer<typeof SignInStep>;

/**
 * A sign-in between a right password and a session. It opens nothing. `second_step`: prove it with one of the ways;
 * `set_up`: this installation asks for a second factor and the person has none yet.
 */
export const PendingSignIn = z.strictObject({
  kind: z.enum(['second_step', 'set_up']),
  email: z.string(),
  expiresAt: InstantText,
  ways: z.array(z.enum(proofKinds)),
  /** The address at which passkeys work; null where the installation is reached by a number, which has none. */
  passkeyOrigin: z.string().nullable(),
});
export type PendingSignIn = z.infer<typeof PendingSignIn>;

/** The sign-in that this browser has begun, and where passkeys work. */
export const PendingView = z.strictObject({
  pending: PendingSignIn.nullable(),
  passkeyOrigin: z.string().nullable(),
});
export type PendingView = z.infer<typeof PendingView>;

/** What an authenticator app is to be told, as an address for its camera and as text for typing. Kept nowhere until confirmed. */
export const AppOffer = z.strictObject({
  /** Comes back with the code; only this installation can read it. */
  offer: z.string(),
  /** Base 32, 32 characters. */
  secret: z.string(),
  /** `otpauth://totp/…`, for the square code. */
  address: z.string(),
});
export type AppOffer = z.infer<typeof AppOffer>;

/** The offer, with a code that proves that the app has it. */
export const ConfirmApp = z.strictObject({ offer: Base64Url(600), code: AppCode });
export type ConfirmApp = z.infer<typeof ConfirmApp>;

/** What a person calls a passkey: one line. */
export const PasskeyName = z
  .string()
  .trim()
  .min(1, 'Write a name by which you will know it.')
  .max(60, 'A name has at most 60 characters.');

/** A passkey just made, under a name. */
export const AddPasskey = z.strictObject({ name: PasskeyName, passkey: PasskeyMade });
export type AddPasskey = z.infer<typeof AddPasskey>;

export const RenamePasskey = z.strictObject({ name: PasskeyName });
export type RenamePasskey = z.infer<typeof RenamePasskey>;

/** The ten recovery codes, shown this once; null where the person keeps those they have. */
export const FactorAdded = z.strictObject({ recoveryCodes: z.array(z.string()).nullable() });
export type FactorAdded = z.infer<typeof FactorAdded>;

export const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** One passkey, without its key. */
export const PasskeyLine = z.strictObject({
  id: Id,
  name: z.string(),
  addedAt: InstantText,
  lastUsedAt: InstantText.nullable(),
  /** Its maker keeps it on several devices (a passkey of an account, not of one key). */
  isShared: z.boolean(),
  /** When it was seen that two devices hold the same key; it signs nobody in since. */
  copiedAt: InstantText.nullable(),
  /** Made for the address under which the installation is reached today. */
  worksHere: z.boolean(),
});
export type PasskeyLine = z.infer<typeof PasskeyLine>;

/** The own second factors: what there is and since when, never a secret. */
export const SecondFactorView = z.strictObject({
  /** The person's roles demand one: the last one stays. */
  isRequired: z.boolean(),
  hasPassword: z.boolean(),
  app: z.strictObject({ addedAt: InstantText, lastUsedAt: InstantText.nullable() }).nullable(),
  passkeys: z.array(PasskeyLine),
  recoveryCodes: z.strictObject({ left: z.int(), madeAt: InstantText }).nullable(),
  passkeyOrigin: z.string().nullable(),
});
export type SecondFactorView = z.infer<typeof SecondFactorView>;
