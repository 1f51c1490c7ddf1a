import { randomBytes, randomUUID } from 'node:crypto';
import { mustHaveSecondFactor } from '@concordat/domain';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Config } from '../../../platform/config/index.js';
import { PublicDatabase, type Transaction } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/errors/index.js';
import { CONFIG, cookieName } from '../../../platform/settings/index.js';
import { hashOf } from '../link-tokens.js';
import { cookieOf } from '../session-keeper.js';
import { SecondFactorRepository } from './second-factor.repository.js';

const lastsMinutes = 10;
/** Then the password is asked again; it never is a lock. */
const mostTries = 10;

/** A sign-in just begun: what comes next, and the secret that only the browser keeps. */
export interface BegunSignIn {
  readonly next: 'second_step' | 'set_up';
  readonly token: string;
}

/** A sign-in whose password was right, found again. */
export interface Pending {
  readonly id: string;
  readonly personId: string;
  readonly kind: BegunSignIn['next'];
  readonly expiresAt: Date;
}

/** Sign-ins between the password and the session. Nothing but the second step reads their cookie. */
@Injectable()
export class PendingSignIns {
  private readonly name: string;

  constructor(
    private readonly db: PublicDatabase,
    private readonly factors: SecondFactorRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.name = cookieName(config).replace('sid', 'pid');
  }

  /** Begins one where the person has a second factor or must have one; null where the password is enough. */
  async beginIfNeeded(tx: Transaction, personId: string): Promise<BegunSignIn | null> {
    const standing = await this.factors.standing(tx, personId);
    // The sample's people enter with one click; a closed account is refused by whoever opens the session.
    if (!standing || standing.isSample) return null;
    const has = standing.hasApp || standing.passkeys > 0;
    if (!has && !mustHaveSecondFactor(this.config.secondFactor, standing)) return null;
    const begun = {
      next: has ? 'second_step' : 'set_up',
      token: randomBytes(32).toString('base64url'),
    } as const;
    await tx.query('select app.door_begin_sign_in($1, $2, $3, $4, make_interval(mins => $5))', [
      randomUUID(),
      hashOf(begun.token),
      personId,
      begun.next,
      lastsMinutes,
    ]);
    return begun;
  }

  async read(request: Request): Promise<Pending | null> {
    const token = cookieOf(request, this.name);
    if (token === undefined || !/^[\w-]{22,64}$/.test(token)) return null;
    const [row] = await this.db.transaction((tx) =>
      tx.query<Pending>(
        `select id, person_id as "personId", kind, expires_at as "expiresAt" from app.door_pending_sign_in($1)`,
        [hashOf(token)],
      ),
    );
    return row ?? null;
  }

  /** Refuses with `sign_in.begin_again` where none was begun, too long ago, or for the other of the two steps. */
  async require(request: Request, kind: Pending['kind']): Promise<Pending> {
    const pending = await this.read(request);
    if (pending?.kind !== kind) throw new Refusal('sign_in.begin_again');
    return pending;
  }

  /** Counts a try before it is looked at. Refuses with `sign_in.begin_again` after the last. */
  async spendTry({ id }: Pending): Promise<void> {
    const [row] = await this.db.transaction((tx) =>
      tx.query<{ isLeft: boolean }>('select app.door_try_pending_sign_in($1, $2) as "isLeft"', [
        id,
        mostTries,
      ]),
    );
    if (row?.isLeft !== true) throw new Refusal('sign_in.begin_again');
  }

  /** Uses it up, in the transaction that opens the session. Refuses with `sign_in.begin_again` the second time. */
  async end(tx: Transaction, { id }: Pending): Promise<void> {
    const [row] = await tx.query<{ ended: boolean }>('select app.door_end_pending_sign_in($1) as ended', [
      id,
    ]);
    if (row?.ended !== true) throw new Refusal('sign_in.begin_again');
  }

  /** Gives one up. */
  async leave(request: Request): Promise<void> {
    const pending = await this.read(request);
    if (pending)
      await this.db.transaction((tx) => tx.query('select app.door_end_pending_sign_in($1)', [pending.id]));
  }

  give(response: Response, { token }: BegunSignIn): void {
    response.cookie(this.name, token, { ...this.cookie, maxAge: lastsMinutes * 60_000 });
  }

  take(response: Response): void {
    response.clearCookie(this.name, this.cookie);
  }

  private get cookie() {
    return {
      httpOnly: true,
      sameSite: 'lax',
      secure: this.name.startsWith('__Host-'),
      path: '/',
    } as const;
  }
}
