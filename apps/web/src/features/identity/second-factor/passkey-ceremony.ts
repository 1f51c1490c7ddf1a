import { PasskeyMade, type PasskeyToMake, type PasskeyToUse, PasskeyUsed } from '@concordat/contracts';

/** Why a passkey did not do what was asked: `cancelled` also stands for too slow, which browsers do not tell apart. */
export type PasskeyFailure = 'cancelled' | 'known' | 'unable';

/** The browser or the passkey did not do it; nothing was sent. */
export class PasskeyError extends Error {
  override readonly name = 'PasskeyError';

  constructor(readonly failure: PasskeyFailure) {
    super(failure);
  }
}

/** Loads what passkeys need, in a file of its own; call it early where one is likely to be used. */
export const loadCeremony = () => import('@simplewebauthn/browser');

/** Whether passkeys work in this browser at this address; null says that the installation has none. */
export function passkeysWork(origin: string | null): boolean {
  return origin !== null && origin === window.location.origin && 'PublicKeyCredential' in window;
}

/** Has a passkey sign. Throws {@link PasskeyError}. */
export async function signWithPasskey(options: PasskeyToUse): Promise<PasskeyUsed> {
  const { startAuthentication } = await loadCeremony();
  return PasskeyUsed.parse(await tried(() => startAuthentication({ optionsJSON: options })));
}

/** Has a passkey made. Throws {@link PasskeyError}. */
export async function makePasskey(options: PasskeyToMake): Promise<PasskeyMade> {
  const { startRegistration } = await loadCeremony();
  return PasskeyMade.parse(await tried(() => startRegistration({ optionsJSON: options })));
}

async function tried<T>(ceremony: () => Promise<T>): Promise<T> {
  try {
    return await ceremony();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'InvalidStateError') throw new PasskeyError('known');
    throw new PasskeyError(name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : 'unable');
  }
}
