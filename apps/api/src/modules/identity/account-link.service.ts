import { randomUUID } from 'node:crypto';
import type { AddressChanged, ChangeAddress, PasswordLinkView, SetPassword } from '@concordat/contracts';
import {
  type AccountLinkFacts,
  type AccountLinkKind,
  accountLinkMinutes,
  sameEmail,
  useAccountLink,
} from '@concordat/domain';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { PublicDatabase, type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { LiveUpdates } from '../../platform/realtime/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { AskingPace } from './asking-pace.js';
import { hashOf, LinkTokens } from './link-tokens.js';
import { OwnPassword } from './own-password.js';
import { Passwords } from './passwords.js';

interface LinkRow extends AccountLinkFacts {
  readonly id: string;
  readonly personId: string;
  readonly email: string;
  readonly accountEmail: string;
  readonly displayName: string;
}

const lasts = `${accountLinkMinutes} minutes`;

/** Links mailed to accounts: a new password for those who forgot theirs, and the proof that a new address is read. */
@Injectable()
export class AccountLinkService {
  constructor(
    private readonly doors: PublicDatabase,
    private readonly db: WebDatabase,
    private readonly tokens: LinkTokens,
    private readonly pace: AskingPace,
    private readonly passwords: Passwords,
    private readonly own: OwnPassword,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly live: LiveUpdates,
  ) {}

  /**
   * An address without an account is answered alike, after as much work. Older links go on working: whoever asks a
   * hundred times takes nobody's link away, and sends no more than three mails an hour.
   */
  async forgotPassword(request: Request, email: string): Promise<Record<string, never>> {
    await this.pace.ask(request);
    await this.doors.transaction((tx) => this.makePasswordLink(tx, email));
    return {};
  }

  /**
   * Writes a link for whoever has the address; the mail follows by the outbox. Runs behind the public doors. Gives
   * whether there is somebody to whom it goes: never to be told to whoever asked for themselves.
   */
  async makePasswordLink(tx: Transaction, email: string): Promise<boolean> {
    const link = { id: randomUUID(), nonce: randomUUID() };
    const [row] = await tx.query<{ made: boolean }>(
      'select app.door_ask_password_link($1, $2, $3, $4, $5::interval) as made',
      [link.id, email, link.nonce, hashOf(this.tokens.forAccount(link)), lasts],
    );
    return row?.made === true;
  }

  /** Refuses links that can no longer be used, each for its own reason. */
  async readPasswordLink(token: string): Promise<PasswordLinkView> {
    const { email, expiresAt } = await this.doors.transaction((tx) => find(tx, 'password', token, false));
    return { email, expiresAt: expiresAt.toISOString() };
  }

  /** Sets the password and ends every session; a second factor stays what it was, and is asked for at the next sign-in. */
  async setPassword(ctx: RequestContext, { token, password }: SetPassword): Promise<Record<string, never>> {
    const seen = await this.doors.transaction((tx) => find(tx, 'password', token, false));
    const hash = await this.passwords.hashChosen(password, seen, 'password');
    return this.doors.transaction(async (tx) => {
      await find(tx, 'password', token, true);
      const [done] = await tx.query<{ personId: string | null }>(
        'select app.door_set_password_by_link($1, $2, $3) as "personId"',
        [hashOf(token), hash, ctx.requestId],
      );
      if (!done?.personId) throw new Refusal('changed.meanwhile');
      return {};
    });
  }

  /** Asks the new address to prove that it is read. The old one is told at once, so that a thief is noticed. */
  async changeAddress(
    ctx: RequestContext,
    request: Request,
    { email, currentPassword }: ChangeAddress,
  ): Promise<Record<string, never>> {
    ctx.require('profile.edit', { personId: ctx.personId });
    const person = await this.own.prove(ctx, request, currentPassword);
    if (sameEmail(person.email, email)) throw new Refusal('address.unchanged');
    const link = { id: randomUUID(), nonce: randomUUID() };
    return this.db.transaction(ctx, async (tx) => {
      await tx.query('select app.door_ask_address_link($1, $2, $3, $4, $5::interval)', [
        link.id,
        email,
        link.nonce,
        hashOf(this.tokens.forAccount(link)),
        lasts,
      ]);
      const entry = { action: 'address.requested', object: 'person', objectId: ctx.personId };
      await this.audit.record(tx, ctx, { ...entry, proposalId: null });
      await this.outbox.add(tx, { kind: 'address.change_asked', proposalId: null, id: ctx.personId });
      return {};
    });
  }

  /** Makes the new address count. Those who work with the person find it in their history and beside the name. */
  confirmAddress(ctx: RequestContext, token: string): Promise<AddressChanged> {
    return this.doors.transaction(async (tx) => {
      const link = await find(tx, 'address', token, true);
      const [done] = await this.confirm(tx, ctx, token);
      if (!done?.email) throw new Refusal('changed.meanwhile');
      await this.live.changedFor(tx, link.personId, { kind: 'profile.edited', id: link.personId });
      return { email: done.email };
    });
  }

  private async confirm(tx: Transaction, ctx: RequestContext, token: string) {
    try {
      return await tx.query<{ email: string | null }>('select app.door_confirm_address($1, $2) as email', [
        hashOf(token),
        ctx.requestId,
      ]);
    } catch (error) {
      // Only the holder of the link learns this, and only of the address that they read.
      if ((error as { code?: unknown }).code === '23505') throw new Refusal('address.taken');
      throw error;
    }
  }
}

async function find(tx: Transaction, kind: AccountLinkKind, token: string, lock: boolean): Promise<LinkRow> {
  const [row] = await tx.query<LinkRow>(
    `select id, kind, person_id as "personId", email, account_email as "accountEmail", display_name as "displayName",
            used_at as "usedAt", ended_at as "endedAt", expires_at as "expiresAt" from app.door_account_link($1, $2)`,
    [hashOf(token), lock],
  );
  if (!row) throw new Refusal('account_link.unknown');
  const outcome = useAccountLink(kind, row, await tx.clock());
  if (!outcome.ok) throw new Refusal(outcome.reason);
  if (kind === 'password' && row.accountEmail !== row.email) throw new Refusal('account_link.replaced');
  return row;
}
