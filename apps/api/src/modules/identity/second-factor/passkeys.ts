import { createHash, randomUUID } from 'node:crypto';
import { countPasskeyUse } from '@concordat/domain';
import type { AddPasskey, PasskeyMade, PasskeyToMake, PasskeyToUse, PasskeyUsed } from '@concordat/contracts';
import { Injectable, Logger } from '@nestjs/common';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { PublicDatabase, type Transaction } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/errors/index.js';
import { PasskeyPlace } from './passkey-place.js';
import { PasskeyRepository, type PasskeyRow } from './passkey.repository.js';

/** What a challenge was put for; an answer counts for nothing else. */
export type Purpose = 'make' | 'sign_in' | 'second_step' | 'prove';

/** Whose browser was asked: one session, one pending sign-in, or one cookie of a visitor. */
export interface Asked {
  readonly purpose: Purpose;
  readonly by: string;
}

export interface PasskeyOwner {
  readonly personId: string;
  readonly email: string;
  readonly displayName: string;
}

const challengeMinutes = 5;
const timeout = challengeMinutes * 60_000;
const mostPasskeys = 20;
/** EdDSA, ES256, RS256: what every maker of passkeys knows. */
const algorithms = [-8, -7, -257];

/**
 * The ceremonies of WebAuthn. The person is always verified by the passkey itself (its PIN, finger or face), so that a
 * passkey alone is two factors; nothing is asked about who made it (attestation `none`).
 */
@Injectable()
export class Passkeys {
  private readonly log = new Logger(Passkeys.name);

  constructor(
    private readonly doors: PublicDatabase,
    private readonly rows: PasskeyRepository,
    private readonly place: PasskeyPlace,
  ) {}

  async askToMake(owner: PasskeyOwner, by: string): Promise<PasskeyToMake> {
    const { host } = this.place.require();
    return this.doors.transaction(async (tx) => {
      const { challenge, rp, user, pubKeyCredParams } = await generateRegistrationOptions({
        rpName: 'Concordat',
        rpID: host,
        userID: handleOf(owner.personId),
        userName: owner.email,
        userDisplayName: owner.displayName,
        supportedAlgorithmIDs: algorithms,
      });
      await this.put(tx, challenge, { purpose: 'make', by });
      return {
        challenge,
        rp: { id: host, name: rp.name },
        user,
        pubKeyCredParams,
        timeout,
        excludeCredentials: await this.rows.credentials(tx, owner.personId, host),
        authenticatorSelection: {
          residentKey: 'required',
          requireResidentKey: true,
          userVerification: 'required',
        },
        attestation: 'none',
      };
    });
  }

  /** Asks for one of the person's passkeys, or for whichever the browser holds for us. */
  async askToUse(asked: Asked, personId: string | null): Promise<PasskeyToUse> {
    const { host } = this.place.require();
    return this.doors.transaction(async (tx) => {
      const { challenge } = await generateAuthenticationOptions({ rpID: host });
      await this.put(tx, challenge, asked);
      return {
        challenge,
        rpId: host,
        timeout,
        allowCredentials: personId === null ? [] : await this.rows.credentials(tx, personId, host),
        userVerification: 'required',
      };
    });
  }

  /**
   * Keeps a passkey; what follows is done in the same transaction. Refuses with `passkey.challenge_over`,
   * `passkey.not_made`, `passkey.known`, `passkey.too_many`.
   */
  async keep(
    {
      personId,
      requestId,
      by,
    }: { readonly personId: string; readonly requestId: string; readonly by: string },
    { name, passkey }: AddPasskey,
    also: (tx: Transaction) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const { host, origin } = this.place.require();
    const expectedChallenge = await this.answered(passkey, { purpose: 'make', by });
    const info = await this.checkMade(passkey, { expectedChallenge, host, origin });
    if (info === null) throw new Refusal('passkey.not_made');
    await this.doors.transaction(async (tx) => {
      const outcome = await this.rows.keep(tx, {
        id: randomUUID(),
        personId,
        credentialId: Buffer.from(info.credential.id, 'base64url'),
        publicKey: Buffer.from(info.credential.publicKey),
        counter: info.credential.counter,
        transports: passkey.response.transports ?? [],
        isShared: info.credentialBackedUp,
        host,
        name,
        most: mostPasskeys,
        requestId,
      });
      if (outcome !== 'kept') throw new Refusal(`passkey.${outcome}`);
      await also(tx);
    });
  }

  /**
   * Takes what a passkey signed, for whomever it belongs to; where a person is named, for that one alone. What it opens
   * is done in the same transaction. Refuses with `passkey.challenge_over`, `passkey.refused`, `passkey.copied`.
   */
  async use<T>(
    asked: Asked,
    passkey: PasskeyUsed,
    { personId, requestId }: { readonly personId: string | null; readonly requestId: string },
    opens: (tx: Transaction, personId: string) => Promise<T>,
  ): Promise<T> {
    const { host, origin } = this.place.require();
    const expectedChallenge = await this.answered(passkey, asked);
    const used = await this.doors.transaction(async (tx) => {
      const row = await this.rows.find(tx, Buffer.from(passkey.id, 'base64url'));
      if (!row || !belongs(row, passkey, personId) || row.host !== host) throw new Refusal('passkey.refused');
      const info = await this.checkUsed(passkey, row, { expectedChallenge, host, origin });
      if (info === null) throw new Refusal('passkey.refused');
      const counted = countPasskeyUse(Number(row.counter), info.newCounter);
      if (!counted.ok || row.copiedAt !== null) {
        await this.rows.markCopied(tx, row, requestId);
        return null;
      }
      await this.rows.used(tx, row.id, { counter: counted.value, isShared: info.credentialBackedUp });
      return { opened: await opens(tx, row.personId) };
    });
    // After the commit: that a copy was seen must be kept.
    if (used === null) throw new Refusal('passkey.copied');
    return used.opened;
  }

  private put(tx: Transaction, challenge: string, asked: Asked): Promise<void> {
    return this.rows.ask(
      tx,
      { challengeHash: sha256(challenge), boundTo: sha256(asked.by), ...asked },
      challengeMinutes,
    );
  }

  /** The challenge that was answered, used up. Refuses with `passkey.challenge_over`. */
  private async answered(passkey: PasskeyMade | PasskeyUsed, asked: Asked): Promise<string> {
    const challenge = challengeOf(passkey.response.clientDataJSON);
    const isOurs =
      challenge !== null &&
      (await this.doors.transaction((tx) =>
        this.rows.answer(tx, { challengeHash: sha256(challenge), boundTo: sha256(asked.by), ...asked }),
      ));
    if (!isOurs) throw new Refusal('passkey.challenge_over');
    return challenge;
  }

  private async checkMade(
    { id, rawId, type, response }: PasskeyMade,
    { expectedChallenge, host, origin }: Expected,
  ) {
    const { clientDataJSON, attestationObject, transports = [] } = response;
    return this.check(async () => {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: {
          ...{ id, rawId, type, clientExtensionResults: {} },
          response: { clientDataJSON, attestationObject, transports },
        },
        expectedChallenge,
        expectedOrigin: origin,
        expectedRPID: host,
        requireUserVerification: true,
        supportedAlgorithmIDs: algorithms,
      });
      return verified ? registrationInfo : null;
    });
  }

  private async checkUsed(
    { id, rawId, type, response }: PasskeyUsed,
    row: PasskeyRow,
    { expectedChallenge, host, origin }: Expected,
  ) {
    const { clientDataJSON, authenticatorData, signature } = response;
    return this.check(async () => {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: {
          ...{ id, rawId, type, clientExtensionResults: {} },
          response: { clientDataJSON, authenticatorData, signature },
        },
        expectedChallenge,
        expectedOrigin: origin,
        expectedRPID: host,
        requireUserVerification: true,
        // The count of uses is judged by our own rule, which tells a copy from a forgery.
        credential: { id, publicKey: new Uint8Array(row.publicKey), counter: 0, transports: row.transports },
      });
      return verified ? authenticationInfo : null;
    });
  }

  /** The library throws at whatever does not fit; to the person it is one refusal, to the operator the reason. */
  private async check<T>(verify: () => Promise<T | null>): Promise<T | null> {
    try {
      return await verify();
    } catch (error) {
      this.log.warn(`A passkey was refused: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }
}

interface Expected {
  readonly expectedChallenge: string;
  readonly host: string;
  readonly origin: string;
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A person's id as passkeys keep it: its sixteen bytes, which say nothing of anybody. */
const handleOf = (personId: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(personId.replaceAll('-', ''), 'hex'));

function belongs(row: PasskeyRow, { response }: PasskeyUsed, personId: string | null): boolean {
  const handle = response.userHandle;
  const saysSo = handle == null || Buffer.from(handle, 'base64url').equals(handleOf(row.personId));
  return saysSo && (personId === null || row.personId === personId);
}

function challengeOf(clientDataJSON: string): string | null {
  try {
    const read = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as unknown;
    const challenge = (read as { challenge?: unknown } | null)?.challenge;
    return typeof challenge === 'string' ? challenge : null;
  } catch {
    // No browser writes that; it answers no question of ours.
    return null;
  }
}
