import type { ChangePassword, EditProfile } from '@concordat/contracts';
import { normaliseDisplayName } from '@concordat/domain';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { PublicDatabase, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { LiveUpdates } from '../../platform/realtime/index.js';
import { Attempts } from './attempts.service.js';
import { Passwords, refusalAt } from './passwords.js';
import { SessionEnding } from './session-ending.service.js';
import { SessionRepository } from './session.repository.js';

/** What people say about themselves, and their password. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly db: WebDatabase,
    private readonly doors: PublicDatabase,
    private readonly sessions: SessionRepository,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly ending: SessionEnding,
    private readonly audit: Audit,
    private readonly live: LiveUpdates,
    private readonly outbox: Outbox,
  ) {}

  edit(ctx: RequestContext, wish: EditProfile): Promise<Record<string, never>> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('profile.edit', { personId: ctx.personId });
      await tx.execute(
        `update person set display_name = $2, language = $3, zone = $4, theme = $5, version = version + 1 where id = $1`,
        [ctx.personId, normaliseDisplayName(wish.displayName), wish.language, wish.zone, wish.theme],
      );
      await this.audit.record(tx, ctx, {
        action: 'profile.edit',
        object: 'person',
        objectId: ctx.personId,
        proposalId: null,
      });
      await this.live.changedFor(tx, ctx.personId, { kind: 'profile.edited', id: ctx.personId });
      return {};
    });
  }

  /** Guessing the current password at an open browser is slowed down like signing in is. */
  async changePassword(
    ctx: RequestContext,
    request: Request,
    { currentPassword, newPassword }: ChangePassword,
  ): Promise<Record<string, never>> {
    ctx.require('profile.edit', { personId: ctx.personId });
    const person = await this.db.transaction(ctx, (tx) => this.sessions.person(tx, ctx.personId));
    if (!person) throw new Refusal('unauthenticated');
    const [row] = await this.doors.transaction((tx) =>
      tx.query<{ hash: string | null }>('select app.door_password($1) as hash', [ctx.sessionId]),
    );
    if (!row?.hash) throw new Refusal('password.none');
    const attempt = await this.attempts.begin(request, person.email);
    if (!(await this.passwords.matches(row.hash, currentPassword)))
      throw refusalAt('currentPassword', 'password.wrong');
    await this.doors.transaction((tx) => this.attempts.succeeded(tx, attempt));
    const hash = await this.passwords.hashChosen(newPassword, person, 'newPassword');
    return this.db.transaction(ctx, async (tx) => {
      await tx.query('select app.door_set_my_password($1)', [hash]);
      await this.audit.record(tx, ctx, {
        action: 'password.change',
        object: 'person',
        objectId: ctx.personId,
        proposalId: null,
      });
      await this.outbox.add(tx, { kind: 'password.changed', proposalId: null, id: ctx.personId });
      await this.ending.end(ctx, tx, ctx.personId, { except: ctx.sessionId });
      return {};
    });
  }
}
