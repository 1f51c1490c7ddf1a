import type { ChangePassword, EditProfile } from '@concordat/contracts';
import { normaliseDisplayName } from '@concordat/domain';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { WebDatabase } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { LiveUpdates } from '../../platform/realtime/index.js';
import { OwnPassword } from './own-password.js';
import { Passwords } from './passwords.js';
import { SessionEnding } from './session-ending.service.js';
import { SessionKeeper } from './session-keeper.js';

/** What people say about themselves, and their password. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly db: WebDatabase,
    private readonly own: OwnPassword,
    private readonly passwords: Passwords,
    private readonly keeper: SessionKeeper,
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

  /** Other sessions end, links that were mailed before open nothing any more, and this browser gets a new secret. */
  async changePassword(
    ctx: RequestContext,
    request: Request,
    response: Response,
    { currentPassword, newPassword }: ChangePassword,
  ): Promise<Record<string, never>> {
    ctx.require('profile.edit', { personId: ctx.personId });
    const person = await this.own.prove(ctx, request, currentPassword);
    const hash = await this.passwords.hashChosen(newPassword, person, 'newPassword');
    await this.db.transaction(ctx, async (tx) => {
      await tx.query('select app.door_set_my_password($1)', [hash]);
      await tx.query('select app.door_end_my_links()');
      await this.audit.record(tx, ctx, {
        action: 'password.change',
        object: 'person',
        objectId: ctx.personId,
        proposalId: null,
      });
      await this.outbox.add(tx, { kind: 'password.changed', proposalId: null, id: ctx.personId });
      await this.ending.end(ctx, tx, ctx.personId, { except: ctx.sessionId });
    });
    await this.keeper.renew(ctx, response);
    return {};
  }
}
