import type {
  AddPasskey,
  AppOffer,
  ConfirmApp,
  FactorAdded,
  PasskeyToMake,
  RecoveryCodes as CodesShown,
  SecondFactorView,
} from '@concordat/contracts';
import { mustHaveSecondFactor, removeSecondFactor } from '@concordat/domain';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Audit } from '../../../platform/audit/index.js';
import type { RequestContext } from '../../../platform/authz/index.js';
import type { Config } from '../../../platform/config/index.js';
import { PublicDatabase, type Transaction, WebDatabase } from '../../../platform/database/index.js';
import { notFound, Refusal } from '../../../platform/errors/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { CONFIG } from '../../../platform/settings/index.js';
import { AuthenticatorApps } from './authenticator-apps.js';
import { PasskeyPlace } from './passkey-place.js';
import { Passkeys } from './passkeys.js';
import { RecoveryCodes } from './recovery-codes.js';
import { SecondFactorRepository, type StandingRow } from './second-factor.repository.js';

/** A person's own second factors, and the admin's way to forget somebody's. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly db: WebDatabase,
    private readonly doors: PublicDatabase,
    private readonly factors: SecondFactorRepository,
    private readonly apps: AuthenticatorApps,
    private readonly passkeys: Passkeys,
    private readonly codes: RecoveryCodes,
    private readonly place: PasskeyPlace,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  read(ctx: RequestContext): Promise<SecondFactorView> {
    ctx.require('second_factor.manage', { personId: ctx.personId });
    return this.db.transaction(ctx, (tx) => this.view(ctx, tx));
  }

  async offerApp(ctx: RequestContext): Promise<AppOffer> {
    const { email } = await this.owner(ctx);
    return this.apps.offer({ personId: ctx.personId, email });
  }

  confirmApp(ctx: RequestContext, request: Request, answer: ConfirmApp): Promise<FactorAdded> {
    ctx.require('second_factor.manage', { personId: ctx.personId });
    return this.withCodes(ctx, (also) => this.apps.confirm(request, ctx, answer, also));
  }

  removeApp(ctx: RequestContext): Promise<SecondFactorView> {
    return this.remove(ctx, 'second_factor.remove_app', (tx) => this.factors.forgetApp(tx));
  }

  async offerPasskey(ctx: RequestContext): Promise<PasskeyToMake> {
    const { email, displayName } = await this.owner(ctx);
    return this.passkeys.askToMake({ personId: ctx.personId, email, displayName }, boundTo(ctx));
  }

  addPasskey(ctx: RequestContext, answer: AddPasskey): Promise<FactorAdded> {
    ctx.require('second_factor.manage', { personId: ctx.personId });
    const { personId, requestId } = ctx;
    return this.withCodes(ctx, (also) =>
      this.passkeys.keep({ personId, requestId, by: boundTo(ctx) }, answer, also),
    );
  }

  renamePasskey(ctx: RequestContext, passkeyId: string, name: string): Promise<SecondFactorView> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('second_factor.manage', { personId: ctx.personId });
      if (!(await this.factors.rename(tx, passkeyId, name))) throw notFound();
      return this.view(ctx, tx);
    });
  }

  removePasskey(ctx: RequestContext, passkeyId: string): Promise<SecondFactorView> {
    return this.remove(ctx, 'second_factor.remove_passkey', (tx) =>
      this.factors.forgetPasskey(tx, passkeyId),
    );
  }

  /** Refuses with `second_factor.none` where there is nothing that the codes could stand in for. */
  async renewCodes(ctx: RequestContext): Promise<CodesShown> {
    const standing = await this.owner(ctx);
    if (!standing.hasApp && standing.passkeys === 0) throw new Refusal('second_factor.none');
    return {
      recoveryCodes: await this.doors.transaction((tx) => this.codes.make(tx, ctx.personId, ctx.requestId)),
    };
  }

  /** For an admin. Whoever is meant is told by mail, and sets up anew at the next sign-in where a role demands it. */
  reset(ctx: RequestContext, personId: string): Promise<Record<string, never>> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('second_factor.reset', {});
      // Nobody and somebody without a factor are answered alike: the list of people says who has one.
      if (!(await this.factors.reset(tx, personId))) throw notFound();
      await this.record(ctx, tx, 'second_factor.reset', personId);
      await this.outbox.add(tx, { kind: 'second_factor.was_reset', proposalId: null, id: personId });
      return {};
    });
  }

  private remove(
    ctx: RequestContext,
    action: string,
    forget: (tx: Transaction) => Promise<boolean>,
  ): Promise<SecondFactorView> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('second_factor.manage', { personId: ctx.personId });
      await this.factors.lock(tx);
      if (!(await forget(tx))) throw notFound();
      const app = await this.factors.ownApp(tx);
      const left = (app ? 1 : 0) + (await this.factors.ownPasskeys(tx)).length;
      const outcome = removeSecondFactor({ left, isRequired: await this.isRequired(ctx) });
      if (!outcome.ok) throw new Refusal(outcome.reason);
      // Without a factor the codes would stand in for nothing.
      if (left === 0) await this.factors.forgetRecoveryCodes(tx);
      await this.record(ctx, tx, action, ctx.personId);
      await this.outbox.add(tx, { kind: 'second_factor.removed', proposalId: null, id: ctx.personId });
      return this.view(ctx, tx);
    });
  }

  /** Makes recovery codes with the first factor; whoever has some keeps them. */
  private async withCodes(
    ctx: RequestContext,
    keep: (also: (tx: Transaction) => Promise<void>) => Promise<void>,
  ): Promise<FactorAdded> {
    let recoveryCodes: string[] | null = null;
    await keep(async (tx) => {
      await this.factors.endSignIns(tx, ctx.personId);
      const standing = await this.factors.standing(tx, ctx.personId);
      if (standing?.recoveryCodes === 0)
        recoveryCodes = await this.codes.make(tx, ctx.personId, ctx.requestId);
    });
    return { recoveryCodes };
  }

  private async view(ctx: RequestContext, tx: Transaction): Promise<SecondFactorView> {
    const app = await this.factors.ownApp(tx);
    const codes = await this.factors.ownRecoveryCodes(tx);
    const passkeys = await this.factors.ownPasskeys(tx);
    return {
      isRequired: await this.isRequired(ctx),
      hasPassword: await this.factors.hasPassword(tx),
      app: app
        ? { addedAt: app.addedAt.toISOString(), lastUsedAt: app.lastUsedAt?.toISOString() ?? null }
        : null,
      passkeys: passkeys.map(({ host, addedAt, lastUsedAt, copiedAt, ...passkey }) => ({
        ...passkey,
        addedAt: addedAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
        copiedAt: copiedAt?.toISOString() ?? null,
        worksHere: host === this.place.place?.host,
      })),
      recoveryCodes: codes ? { left: codes.left, madeAt: codes.madeAt.toISOString() } : null,
      passkeyOrigin: this.place.origin,
    };
  }

  private async isRequired(ctx: RequestContext): Promise<boolean> {
    return mustHaveSecondFactor(this.config.secondFactor, await this.standing(ctx));
  }

  private async owner(ctx: RequestContext): Promise<StandingRow> {
    ctx.require('second_factor.manage', { personId: ctx.personId });
    return this.standing(ctx);
  }

  private async standing({ personId }: RequestContext): Promise<StandingRow> {
    const found = await this.doors.transaction((tx) => this.factors.standing(tx, personId));
    if (!found) throw new Refusal('unauthenticated');
    return found;
  }

  private record(ctx: RequestContext, tx: Transaction, action: string, personId: string): Promise<void> {
    return this.audit.record(tx, ctx, { action, object: 'person', objectId: personId, proposalId: null });
  }
}

const boundTo = ({ sessionId }: RequestContext): string => `session ${sessionId}`;
