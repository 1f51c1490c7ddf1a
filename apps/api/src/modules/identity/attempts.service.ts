import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type AttemptFacts, signInDelay } from '@concordat/domain';
import type { Request, Response } from 'express';
import type { Config } from '../../platform/config/index.js';
import { PublicDatabase, type Transaction } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { CONFIG, cookieName } from '../../platform/settings/index.js';
import { InstallationKey } from './installation-key.js';
import { cookieOf } from './session-keeper.js';

/** A try to sign in that may go on. */
export interface Attempt {
  readonly id: string;
  readonly account: Buffer;
  readonly address: Buffer;
  readonly deviceToken: string;
  readonly device: Buffer;
}

interface FactRow {
  readonly key: 'account' | 'here' | 'address' | 'device';
  readonly failures: number;
  readonly lastFailureAt: Date | null;
}

/** A network address may be a whole ministry: it wears out this much slower than one account does. */
const peopleBehindAddress = 5;
const deviceSeconds = 180 * 24 * 60 * 60;
const none: AttemptFacts = { failures: 0, lastFailureAt: null };

/**
 * Slows guessing down. A try is written down as failed before the password is looked at, so that a hundred at once
 * count as a hundred; success takes it back. Accounts and addresses are kept as keyed hashes only.
 */
@Injectable()
export class Attempts {
  private readonly deviceCookie: string;

  constructor(
    private readonly db: PublicDatabase,
    private readonly key: InstallationKey,
    @Inject(CONFIG) config: Config,
  ) {
    this.deviceCookie = cookieName(config).replace('sid', 'did');
  }

  /** Refuses with `attempts.slow_down`; the answer then carries `Retry-After`. */
  begin(request: Request, email: string): Promise<Attempt> {
    const { account, address, device, deviceToken } = this.keysOf(request, email);
    return this.db.transaction(async (tx) => {
      const facts = await readFacts(tx, [account, address, device]);
      const wait = signInDelay(facts, await tx.clock());
      if (wait > 0) {
        const seconds = Math.ceil(wait / 1000);
        request.res?.setHeader('retry-after', String(seconds));
        throw new Refusal('attempts.slow_down', { params: { seconds } });
      }
      // A known device spends its own budget, so strangers cannot spend its owner's nor it theirs.
      const id = await this.note(tx, facts.device ? device : account, address);
      return { id, account, address, device, deviceToken };
    });
  }

  /** Under what a try counts: hashes of the account as the caller names it, the network address and the device. */
  keysOf(request: Request, account: string): Omit<Attempt, 'id'> {
    const found = cookieOf(request, this.deviceCookie);
    const deviceToken = found && /^[\w-]{22,64}$/.test(found) ? found : randomBytes(16).toString('base64url');
    return {
      account: this.key.derive('attempt.account', account),
      address: this.key.derive('attempt.address', request.socket.remoteAddress ?? ''),
      device: this.key.derive('attempt.device', account, deviceToken),
      deviceToken,
    };
  }

  /** Writes a try down as failed; gives the number by which it is taken back. */
  async note(tx: Transaction, key: Buffer, address: Buffer): Promise<string> {
    const [row] = await tx.query<{ id: string }>('select app.door_note_attempt($1, $2) as id', [
      key,
      address,
    ]);
    if (!row) throw new Error('The attempt was not written down');
    return row.id;
  }

  /** Takes the try back, starts the account's count anew and knows the device from now on. */
  async succeeded(tx: Transaction, { id, account, address, device }: Attempt): Promise<void> {
    await tx.query('select app.door_attempt_succeeded($1, $2, $3, $4)', [id, account, address, device]);
  }

  /** Lets the browser be recognised as a device on which this account signed in before. */
  remember(response: Response, { deviceToken }: Attempt): void {
    response.cookie(this.deviceCookie, deviceToken, {
      httpOnly: true,
      sameSite: 'lax',
      secure: this.deviceCookie.startsWith('__Host-'),
      path: '/',
      maxAge: deviceSeconds * 1000,
    });
  }
}

async function readFacts(tx: Transaction, keys: readonly Buffer[]) {
  const rows = await tx.query<FactRow>(
    'select key, failures, last_failure_at as "lastFailureAt" from app.door_sign_in_facts($1, $2, $3)',
    keys,
  );
  const of = (wanted: FactRow['key']): FactRow | undefined => rows.find(({ key }) => key === wanted);
  const address = of('address') ?? none;
  return {
    account: of('account') ?? none,
    here: of('here') ?? none,
    address: { ...address, failures: Math.floor(address.failures / peopleBehindAddress) },
    device: of('device') ?? null,
  };
}
