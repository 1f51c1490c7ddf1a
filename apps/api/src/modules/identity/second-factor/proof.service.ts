import type { Proof, ProofWays, Prove } from '@concordat/contracts';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { RequestContext } from '../../../platform/authz/index.js';
import { PublicDatabase, type Transaction } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/errors/index.js';
import { Attempts } from '../attempts.service.js';
import { Passwords, refusalAt } from '../passwords.js';
import { AuthenticatorApps } from './authenticator-apps.js';
import { PasskeyPlace } from './passkey-place.js';
import { Passkeys } from './passkeys.js';
import { waysOf } from './proof-ways.js';
import { RecoveryCodes } from './recovery-codes.js';
import { SecondFactorRepository, type StandingRow } from './second-factor.repository.js';

/** Fresh proofs inside a session, for the steps that ask for one. */
@Injectable()
export class ProofService {
  constructor(
    private readonly doors: PublicDatabase,
    private readonly factors: SecondFactorRepository,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly apps: AuthenticatorApps,
    private readonly passkeys: Passkeys,
    private readonly codes: RecoveryCodes,
    private readonly place: PasskeyPlace,
  ) {}

  async ways(ctx: RequestContext): Promise<ProofWays> {
    const { standing, until, now } = await this.doors.transaction(async (tx) => ({
      standing: await this.factors.standing(tx, ctx.personId),
      until: await this.factors.provedUntil(tx, ctx.sessionId),
      now: await tx.clock(),
    }));
    if (!standing || !until) throw new Refusal('unauthenticated');
    const ways = waysOf(standing, this.place.place !== null);
    return {
      provedUntil: until.toISOString(),
      serverTime: now.toISOString(),
      ways,
      // Asked for together, so that on a slow network proving takes one more answer and not two.
      passkey: ways.includes('passkey')
        ? await this.passkeys.askToUse({ purpose: 'prove', by: boundTo(ctx) }, ctx.personId)
        : null,
    };
  }

  /** Refuses with `second_factor.way_closed` for the password of somebody who has a second factor. */
  async prove(ctx: RequestContext, request: Request, answer: Prove): Promise<Proof> {
    const { personId, requestId } = ctx;
    const note = (tx: Transaction) => this.note(ctx, tx);
    switch (answer.with) {
      case 'app':
        return this.apps.use(request, personId, answer.code, note);
      case 'passkey':
        return this.passkeys.use(
          { purpose: 'prove', by: boundTo(ctx) },
          answer.passkey,
          { personId, requestId },
          note,
        );
      case 'recovery_code':
        return this.doors.transaction(async (tx) => {
          await this.codes.use(tx, personId, answer.code, requestId);
          return note(tx);
        });
      case 'password':
        return this.withPassword(ctx, request, answer.password);
    }
  }

  private async withPassword(ctx: RequestContext, request: Request, password: string): Promise<Proof> {
    const { standing, hash } = await this.doors.transaction(async (tx) => ({
      standing: await this.factors.standing(tx, ctx.personId),
      hash: await passwordHash(tx, ctx.sessionId),
    }));
    if (!standing) throw new Refusal('unauthenticated');
    if (!waysOf(standing, false).includes('password')) throw new Refusal('second_factor.way_closed');
    const attempt = await this.attempts.begin(request, standing.email);
    if (!(await this.passwords.matches(hash, password))) throw refusalAt('password', 'password.wrong');
    return this.doors.transaction(async (tx) => {
      refuseFactor(await this.factors.standing(tx, ctx.personId));
      await this.attempts.succeeded(tx, attempt);
      return this.note(ctx, tx);
    });
  }

  private async note({ sessionId, personId, requestId }: RequestContext, tx: Transaction): Promise<Proof> {
    const until = await this.factors.prove(tx, { sessionId, personId, requestId });
    if (!until) throw new Refusal('unauthenticated');
    return { provedUntil: until.toISOString() };
  }
}

const boundTo = ({ sessionId }: RequestContext): string => `session ${sessionId}`;

/** A factor set up while the password was looked at counts already. */
function refuseFactor(standing: StandingRow | undefined): void {
  if (!standing || standing.hasApp || standing.passkeys > 0) throw new Refusal('second_factor.way_closed');
}

async function passwordHash(tx: Transaction, sessionId: string): Promise<string | null> {
  const [row] = await tx.query<{ hash: string | null }>('select app.door_password($1) as hash', [sessionId]);
  return row?.hash ?? null;
}
