import { randomBytes } from 'node:crypto';
import type {
  AddPasskey,
  AppOffer,
  ConfirmApp,
  FactorAdded,
  FinishSignIn,
  PasskeyToMake,
  PasskeyToUse,
  PasskeyUsed,
  PendingView,
  SignInFinished,
} from '@concordat/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { RequestContext } from '../../../platform/authz/index.js';
import type { Config } from '../../../platform/config/index.js';
import { PublicDatabase, type Transaction } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/errors/index.js';
import { CONFIG, cookieName } from '../../../platform/settings/index.js';
import { cookieOf, type OpenedSession } from '../session-keeper.js';
import { SignInService } from '../sign-in.service.js';
import { AuthenticatorApps } from './authenticator-apps.js';
import { PasskeyPlace } from './passkey-place.js';
import { Passkeys } from './passkeys.js';
import { type Pending, PendingSignIns } from './pending-sign-ins.js';
import { waysOf } from './proof-ways.js';
import { RecoveryCodes } from './recovery-codes.js';
import { SecondFactorRepository, type StandingRow } from './second-factor.repository.js';

const visitMinutes = 5;

/** From a right password to a session: by a second factor, or by setting one up; and with a passkey alone. */
@Injectable()
export class SecondStepService {
  private readonly visitorCookie: string;

  constructor(
    private readonly doors: PublicDatabase,
    private readonly factors: SecondFactorRepository,
    private readonly pendings: PendingSignIns,
    private readonly signIns: SignInService,
    private readonly apps: AuthenticatorApps,
    private readonly passkeys: Passkeys,
    private readonly codes: RecoveryCodes,
    private readonly place: PasskeyPlace,
    @Inject(CONFIG) config: Config,
  ) {
    this.visitorCookie = cookieName(config).replace('sid', 'wid');
  }

  async read(request: Request): Promise<PendingView> {
    const pending = await this.pendings.read(request);
    const passkeyOrigin = this.place.origin;
    if (pending === null) return { pending: null, passkeyOrigin };
    const standing = await this.standing(pending);
    return {
      pending: {
        kind: pending.kind,
        email: standing.email,
        expiresAt: pending.expiresAt.toISOString(),
        ways: pending.kind === 'set_up' ? [] : waysOf(standing, this.place.place !== null),
        passkeyOrigin,
      },
      passkeyOrigin,
    };
  }

  async leave(request: Request, response: Response): Promise<Record<string, never>> {
    await this.pendings.leave(request);
    this.pendings.take(response);
    return {};
  }

  async askPasskey(request: Request): Promise<PasskeyToUse> {
    const pending = await this.pendings.require(request, 'second_step');
    return this.passkeys.askToUse({ purpose: 'second_step', by: boundTo(pending) }, pending.personId);
  }

  async finish(
    ctx: RequestContext,
    request: Request,
    response: Response,
    answer: FinishSignIn,
  ): Promise<SignInFinished> {
    const pending = await this.pendings.require(request, 'second_step');
    await this.pendings.spendTry(pending);
    const { personId } = pending;
    const open = (tx: Transaction) => this.open(ctx, tx, request, pending);
    switch (answer.with) {
      case 'app':
        await this.enter(ctx, response, await this.apps.use(request, personId, answer.code, open));
        return { recoveryCodesLeft: null };
      case 'passkey': {
        const asked = { purpose: 'second_step', by: boundTo(pending) } as const;
        const by = { personId, requestId: ctx.requestId };
        await this.enter(ctx, response, await this.passkeys.use(asked, answer.passkey, by, open));
        return { recoveryCodesLeft: null };
      }
      case 'recovery_code': {
        const { left, opened } = await this.doors.transaction(async (tx) => ({
          left: await this.codes.use(tx, personId, answer.code, ctx.requestId),
          opened: await open(tx),
        }));
        await this.enter(ctx, response, opened);
        return { recoveryCodesLeft: left };
      }
    }
  }

  async offerApp(request: Request): Promise<AppOffer> {
    const pending = await this.pendings.require(request, 'set_up');
    const { email } = await this.standing(pending);
    return this.apps.offer({ personId: pending.personId, email });
  }

  async setUpApp(
    ctx: RequestContext,
    request: Request,
    response: Response,
    answer: ConfirmApp,
  ): Promise<FactorAdded> {
    return this.setUp(ctx, request, response, (pending, also) =>
      this.apps.confirm(request, { personId: pending.personId, requestId: ctx.requestId }, answer, also),
    );
  }

  async offerPasskey(request: Request): Promise<PasskeyToMake> {
    const pending = await this.pendings.require(request, 'set_up');
    const { email, displayName } = await this.standing(pending);
    return this.passkeys.askToMake({ personId: pending.personId, email, displayName }, boundTo(pending));
  }

  async setUpPasskey(
    ctx: RequestContext,
    request: Request,
    response: Response,
    answer: AddPasskey,
  ): Promise<FactorAdded> {
    return this.setUp(ctx, request, response, (pending, also) =>
      this.passkeys.keep(
        { personId: pending.personId, requestId: ctx.requestId, by: boundTo(pending) },
        answer,
        also,
      ),
    );
  }

  /** Names no account: the browser shows whichever passkeys it holds for us. */
  async askSignIn(response: Response): Promise<PasskeyToUse> {
    const visitor = randomBytes(16).toString('base64url');
    const asked = await this.passkeys.askToUse({ purpose: 'sign_in', by: `visitor ${visitor}` }, null);
    response.cookie(this.visitorCookie, visitor, { ...this.cookie, maxAge: visitMinutes * 60_000 });
    return asked;
  }

  async signInWithPasskey(
    ctx: RequestContext,
    request: Request,
    response: Response,
    passkey: PasskeyUsed,
  ): Promise<Record<string, never>> {
    const visitor = cookieOf(request, this.visitorCookie) ?? '';
    const opened = await this.passkeys.use(
      { purpose: 'sign_in', by: `visitor ${visitor}` },
      passkey,
      { personId: null, requestId: ctx.requestId },
      (tx, personId) => this.signIns.open(ctx, tx, personId, request),
    );
    response.clearCookie(this.visitorCookie, this.cookie);
    await this.enter(ctx, response, opened);
    return {};
  }

  private async setUp(
    ctx: RequestContext,
    request: Request,
    response: Response,
    keep: (pending: Pending, also: (tx: Transaction) => Promise<void>) => Promise<void>,
  ): Promise<FactorAdded> {
    const pending = await this.pendings.require(request, 'set_up');
    await this.pendings.spendTry(pending);
    let made: { readonly opened: OpenedSession | null; readonly recoveryCodes: string[] } | undefined;
    await keep(pending, async (tx) => {
      // Ended first: of two who know the password the first sets up, and the second begins again.
      const opened = await this.open(ctx, tx, request, pending);
      await this.factors.endSignIns(tx, pending.personId);
      made = { opened, recoveryCodes: await this.codes.make(tx, pending.personId, ctx.requestId) };
    });
    await this.enter(ctx, response, made?.opened ?? null);
    return { recoveryCodes: made?.recoveryCodes ?? null };
  }

  private async open(
    ctx: RequestContext,
    tx: Transaction,
    request: Request,
    pending: Pending,
  ): Promise<OpenedSession | null> {
    await this.pendings.end(tx, pending);
    return this.signIns.open(ctx, tx, pending.personId, request);
  }

  private async enter(ctx: RequestContext, response: Response, opened: OpenedSession | null): Promise<void> {
    if (opened === null) throw new Refusal('sign_in.failed');
    await this.signIns.replace(ctx, response, { next: 'session', ...opened });
    this.pendings.take(response);
  }

  private async standing({ personId }: Pending): Promise<StandingRow> {
    const found = await this.doors.transaction((tx) => this.factors.standing(tx, personId));
    if (!found) throw new Refusal('sign_in.begin_again');
    return found;
  }

  private get cookie() {
    const secure = this.visitorCookie.startsWith('__Host-');
    return { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;
  }
}

const boundTo = ({ id }: Pending): string => `pending ${id}`;
