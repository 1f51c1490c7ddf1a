import type { SignInStep } from '@concordat/contracts';
import { normaliseEmail } from '@concordat/domain';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Authenticator } from 'passport';
import { Strategy } from 'passport-local';
import type { RequestContext } from '../../platform/authz/index.js';
import { PublicDatabase, type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { type Attempt, Attempts } from './attempts.service.js';
import { Passwords } from './passwords.js';
import { type BegunSignIn, PendingSignIns } from './second-factor/pending-sign-ins.js';
import { SessionEnding } from './session-ending.service.js';
import { type OpenedSession, SessionKeeper } from './session-keeper.js';

/** What the strategy gives on: who it is, and the try that succeeded. */
interface Recognised {
  readonly personId: string;
  readonly attempt: Attempt;
}

/** What a sign-in leads to: a session, or the second step before it. */
export type Begun = ({ readonly next: 'session' } & OpenedSession) | BegunSignIn;

/** Signs people in by passport's local strategy, and out. */
@Injectable()
export class SignInService {
  private readonly passport = new Authenticator();

  constructor(
    private readonly doors: PublicDatabase,
    private readonly db: WebDatabase,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly keeper: SessionKeeper,
    private readonly pendings: PendingSignIns,
    private readonly ending: SessionEnding,
  ) {
    const strategy = new Strategy(
      { usernameField: 'email', passwordField: 'password', session: false, passReqToCallback: true },
      (request, email, password, done) => {
        this.recognise(request, email, password).then(
          (recognised) => done(null, recognised ?? false),
          (error: unknown) => done(error),
        );
      },
    );
    this.passport.use(strategy);
  }

  /** An unknown address and a wrong password are answered alike: `sign_in.failed`, after as much work. */
  async signIn(ctx: RequestContext, request: Request, response: Response): Promise<SignInStep> {
    const recognised = await this.authenticate(request, response);
    if (recognised === null) throw new Refusal('sign_in.failed');
    const { personId, attempt } = recognised;
    const begun = await this.doors.transaction(async (tx) => {
      await this.attempts.succeeded(tx, attempt);
      return this.begin(ctx, tx, personId, request);
    });
    if (begun === null) throw new Refusal('sign_in.failed');
    await this.replace(ctx, response, begun);
    this.attempts.remember(response, attempt);
    return { next: begun.next };
  }

  /**
   * Goes on with somebody recognised by one proof: to a session, or to the second step where the person has a second
   * factor or must have one; null for a closed account.
   */
  async begin(
    ctx: RequestContext,
    tx: Transaction,
    personId: string,
    request: Request,
  ): Promise<Begun | null> {
    const begun = await this.pendings.beginIfNeeded(tx, personId);
    if (begun !== null) return begun;
    const opened = await this.open(ctx, tx, personId, request);
    return opened && { next: 'session', ...opened };
  }

  /** Opens a session for somebody who has given every proof there is to give; null for a closed account. */
  open(
    ctx: RequestContext,
    tx: Transaction,
    personId: string,
    request: Request,
  ): Promise<OpenedSession | null> {
    return this.keeper.begin(tx, personId, seenAs(ctx, request));
  }

  /** Hands a new session to the browser and ends the one it had: no session lives on under another person. */
  async replace(ctx: RequestContext, response: Response, begun: Begun): Promise<void> {
    if (begun.next !== 'session') return this.pendings.give(response, begun);
    if (ctx.isSignedIn) await this.end(ctx);
    this.keeper.give(response, begun);
  }

  async signOut(ctx: RequestContext, response: Response): Promise<Record<string, never>> {
    if (ctx.isSignedIn) await this.end(ctx);
    this.keeper.take(response);
    return {};
  }

  private async end(ctx: RequestContext): Promise<void> {
    await this.db.transaction(ctx, (tx) => this.ending.end(ctx, tx, ctx.personId, { only: ctx.sessionId }));
  }

  private authenticate(request: Request, response: Response): Promise<Recognised | null> {
    return new Promise((resolve, reject) => {
      const handle = this.passport.authenticate(
        'local',
        { session: false },
        (error: unknown, recognised: Recognised | false | null | undefined) => {
          if (error) reject(error as Error);
          else resolve(recognised || null);
        },
      ) as (request: Request, response: Response, next: (error?: unknown) => void) => void;
      handle(request, response, reject);
    });
  }

  private async recognise(request: Request, email: string, password: string): Promise<Recognised | null> {
    const address = normaliseEmail(email);
    const attempt = await this.attempts.begin(request, address);
    const [account] = await this.doors.transaction((tx) =>
      tx.query<{ personId: string; passwordHash: string | null }>(
        'select person_id as "personId", password_hash as "passwordHash" from app.door_account($1)',
        [address],
      ),
    );
    const right = await this.passwords.matches(account?.passwordHash ?? null, password);
    return account && right ? { personId: account.personId, attempt } : null;
  }
}

const seenAs = ({ requestId }: RequestContext, request: Request) => ({
  userAgent: request.headers['user-agent'] ?? '',
  requestId,
});
