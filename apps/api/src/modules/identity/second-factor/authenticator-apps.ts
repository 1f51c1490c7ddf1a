import { codeSeconds, takeCode } from '@concordat/domain';
import type { AppOffer, ConfirmApp } from '@concordat/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Secret, TOTP } from 'otpauth';
import type { Config } from '../../../platform/config/index.js';
import { PublicDatabase, type Transaction } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/errors/index.js';
import { CONFIG } from '../../../platform/settings/index.js';
import { Attempts } from '../attempts.service.js';
import { CodeAttempts } from './code-attempts.js';
import { SealedSecrets } from './sealed-secrets.js';

const kept = 'authenticator app';
const offered = 'authenticator app, offered';
const offerLasts = 15 * 60_000;
/** RFC 4226, section 4: a shared secret of 160 bits. */
const secretBytes = 20;
/** One step earlier or later: phones' clocks are not the database's. */
const window = 1;

/** Whom an app belongs to, as it shows it. */
export interface AppOwner {
  readonly personId: string;
  readonly email: string;
}

/** Codes of authenticator apps (RFC 6238: SHA-1, six figures, thirty seconds, as every app knows them). */
@Injectable()
export class AuthenticatorApps {
  private readonly issuer: string;

  constructor(
    private readonly doors: PublicDatabase,
    private readonly attempts: Attempts,
    private readonly codes: CodeAttempts,
    private readonly secrets: SealedSecrets,
    @Inject(CONFIG) { publicUrl }: Config,
  ) {
    this.issuer = `Concordat at ${new URL(publicUrl).hostname}`;
  }

  /** A new secret. Until it is confirmed the database knows nothing of it: it travels in the offer, sealed. */
  async offer({ personId, email }: AppOwner): Promise<AppOffer> {
    const now = await this.doors.transaction((tx) => tx.clock());
    const secret = new Secret({ size: secretBytes });
    const until = Buffer.alloc(8);
    until.writeBigInt64BE(BigInt(now.getTime() + offerLasts));
    return {
      offer: this.secrets.seal(offered, personId, Buffer.concat([until, secret.bytes])).toString('base64url'),
      secret: secret.base32,
      address: new TOTP({ issuer: this.issuer, label: email, secret }).toString(),
    };
  }

  /**
   * Keeps the secret of an offer once the app has shown that it has it. Refuses with `second_factor.offer_expired`,
   * `second_factor.code_wrong`, `second_factor.code_slow_down`.
   */
  async confirm(
    request: Request,
    { personId, requestId }: { readonly personId: string; readonly requestId: string },
    { offer, code }: ConfirmApp,
    also: (tx: Transaction) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const opened = this.secrets.open(offered, personId, Buffer.from(offer, 'base64url'));
    if (opened?.length !== 8 + secretBytes) throw new Refusal('second_factor.offer_expired');
    const secret = opened.subarray(8);
    const attempt = await this.codes.begin(request, personId);
    await this.doors.transaction(async (tx) => {
      const now = await tx.clock();
      if (now.getTime() > Number(opened.readBigInt64BE())) throw new Refusal('second_factor.offer_expired');
      const taken = takeCode(stepOf(secret, code, now), null);
      if (!taken.ok) throw new Refusal(taken.reason);
      await tx.query('select app.door_keep_app($1, $2, $3, $4)', [
        personId,
        this.secrets.seal(kept, personId, secret),
        taken.value,
        requestId,
      ]);
      await this.attempts.succeeded(tx, attempt);
      await also(tx);
    });
  }

  /**
   * Takes a code, once; what it opens is done in the same transaction. Refuses with `second_factor.code_wrong`,
   * `second_factor.code_used`, `second_factor.code_slow_down`, `second_factor.way_closed`.
   */
  async use<T>(
    request: Request,
    personId: string,
    code: string,
    opens: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const attempt = await this.codes.begin(request, personId);
    return await this.doors.transaction(async (tx) => {
      const [row] = await tx.query<{ sealed: Buffer; lastStep: string }>(
        'select sealed_secret as sealed, last_step as "lastStep" from app.door_app($1)',
        [personId],
      );
      if (!row) throw new Refusal('second_factor.way_closed');
      const secret = this.secrets.open(kept, personId, row.sealed);
      if (secret === null)
        throw new Error(`The secret of ${personId} does not open with this installation's key`);
      const taken = takeCode(stepOf(secret, code, await tx.clock()), Number(row.lastStep));
      if (!taken.ok) throw new Refusal(taken.reason);
      const [used] = await tx.query<{ first: boolean }>('select app.door_use_app($1, $2) as first', [
        personId,
        taken.value,
      ]);
      if (used?.first !== true) throw new Refusal('second_factor.code_used');
      await this.attempts.succeeded(tx, attempt);
      return await opens(tx);
    });
  }
}

/** The number of the thirty seconds that a code belongs to; null for none nearby. */
function stepOf(secret: Buffer, token: string, now: Date): number | null {
  const bytes = new Uint8Array(secret).buffer;
  const timestamp = now.getTime();
  const delta = new TOTP({ secret: new Secret({ buffer: bytes }) }).validate({ token, timestamp, window });
  return delta === null ? null : TOTP.counter({ period: codeSeconds, timestamp }) + delta;
}
