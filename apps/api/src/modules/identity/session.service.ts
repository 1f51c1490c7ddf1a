import { installationAbilities, type OwnSessions, type SessionView } from '@concordat/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../platform/authz/index.js';
import type { Config } from '../../platform/config/index.js';
import { WebDatabase } from '../../platform/database/index.js';
import { notFound, Refusal } from '../../platform/errors/index.js';
import { CONFIG } from '../../platform/settings/index.js';
import { deviceName } from './device-name.js';
import { SessionEnding } from './session-ending.service.js';
import { SessionRepository } from './session.repository.js';

/** Who is signed in, and where. */
@Injectable()
export class SessionService {
  constructor(
    private readonly db: WebDatabase,
    private readonly sessions: SessionRepository,
    private readonly ending: SessionEnding,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** `sampleSignIn` says whether the one who asks sits at this machine and the sample is on. */
  read(ctx: RequestContext, sampleSignIn: boolean): Promise<SessionView> {
    if (!ctx.isSignedIn) return Promise.resolve({ person: null, sampleSignIn });
    return this.db.transaction(ctx, async (tx) => {
      const person = await this.sessions.person(tx, ctx.personId);
      if (!person) throw new Refusal('unauthenticated');
      return {
        person,
        abilities: ctx.abilities(installationAbilities, {}),
        memberships: ctx.actor.memberships.map(({ roles, ...standing }) => ({
          ...standing,
          roles: [...roles],
        })),
        serverTime: (await tx.clock()).toISOString(),
        sampleMode: this.config.sample,
        mailboxMode: this.config.smtpUrl === undefined,
      };
    });
  }

  list(ctx: RequestContext): Promise<OwnSessions> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('session.list', { personId: ctx.personId });
      const rows = await this.sessions.listOf(tx, ctx.personId);
      return {
        sessions: rows.map(({ id, userAgent, createdAt, lastSeenAt, expiresAt }) => ({
          id,
          device: deviceName(userAgent),
          createdAt: createdAt.toISOString(),
          lastSeenAt: lastSeenAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
          isThisOne: id === ctx.sessionId,
        })),
      };
    });
  }

  /** Only own sessions are found; anybody else's is answered like a missing one. */
  end(ctx: RequestContext, sessionId: string): Promise<Record<string, never>> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('session.end', { personId: ctx.personId });
      if ((await this.ending.end(ctx, tx, ctx.personId, { only: sessionId })) === 0) throw notFound();
      return {};
    });
  }

  endOthers(ctx: RequestContext): Promise<Record<string, never>> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('session.end', { personId: ctx.personId });
      await this.ending.end(ctx, tx, ctx.personId, { except: ctx.sessionId });
      return {};
    });
  }

  endAll(ctx: RequestContext): Promise<Record<string, never>> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('session.end', { personId: ctx.personId });
      await this.ending.end(ctx, tx, ctx.personId);
      return {};
    });
  }
}
