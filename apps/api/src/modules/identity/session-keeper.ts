import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import {
  type RequestContext,
  SessionOpener,
  type SessionReader,
  type SignedIn,
} from '../../platform/authz/index.js';
import type { Config } from '../../platform/config/index.js';
import { PublicDatabase, Together, type Transaction } from '../../platform/database/index.js';
import { CONFIG, cookieName } from '../../platform/settings/index.js';
import { hashOf } from './link-tokens.js';
import { SessionRepository, type SessionRow, sessionSeconds } from './session.repository.js';

const longestUserAgent = 300;
const tokenPattern = /^[\w-]{22,64}$/;

/** A session just opened: its id and the secret that only the browser keeps. */
export interface OpenedSession {
  readonly id: string;
  readonly token: string;
}

/**
 * Sessions as requests and sockets meet them. Our own reader and not express-session: a session here is no bag of
 * data that is loaded and saved around each request but one row that one statement checks together with the person's
 * standing, for sockets as well; of express-session only the cookie would remain.
 */
@Injectable()
export class SessionKeeper extends SessionOpener implements SessionReader {
  private readonly name: string;
  private readonly isSecure: boolean;
  /** Everybody who comes back after a cut is asked about at once. */
  private readonly lives = new Together<string, ReadonlySet<string>>(
    async (ids) => new Set(await this.db.statement((tx) => this.sessions.living(tx, ids))),
  );

  constructor(
    private readonly db: PublicDatabase,
    private readonly sessions: SessionRepository,
    @Inject(CONFIG) config: Config,
  ) {
    super();
    this.name = cookieName(config);
    this.isSecure = this.name.startsWith('__Host-');
  }

  async read(request: IncomingMessage): Promise<SignedIn | null> {
    const token = this.tokenOf(request);
    if (token === null) return null;
    return signedIn(await this.db.statement((tx) => this.sessions.read(tx, { tokenHash: hashOf(token) })));
  }

  async reread(sessionId: string): Promise<SignedIn | null> {
    return signedIn(await this.db.statement((tx) => this.sessions.read(tx, { id: sessionId })));
  }

  async living(sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (sessionIds.length === 0) return new Set();
    return this.lives.ask(sessionIds);
  }

  async open(personId: string, userAgent: string): Promise<{ readonly cookie: string }> {
    const opened = await this.db.transaction((tx) =>
      this.begin(tx, personId, { userAgent, requestId: null }),
    );
    if (opened === null) throw new Error(`Person ${personId} has no open account`);
    return { cookie: `${this.name}=${opened.token}` };
  }

  /** Opens a session inside a transaction of the public doors, always with a new secret; null for a closed account. */
  async begin(
    tx: Transaction,
    personId: string,
    { userAgent, requestId }: { readonly userAgent: string; readonly requestId: string | null },
  ): Promise<OpenedSession | null> {
    const opened = { id: randomUUID(), token: randomBytes(32).toString('base64url') };
    const row = {
      id: opened.id,
      tokenHash: hashOf(opened.token),
      personId,
      userAgent: userAgent.slice(0, longestUserAgent),
      requestId,
    };
    return (await this.sessions.open(tx, row)) ? opened : null;
  }

  /** Gives this browser's session a new secret; whoever had the old one has nothing. Streams and sockets stay. */
  async renew(ctx: RequestContext, response: Response): Promise<void> {
    const opened = { id: ctx.sessionId, token: randomBytes(32).toString('base64url') };
    const renewed = await this.db.transaction((tx) =>
      this.sessions.renew(tx, { id: opened.id, personId: ctx.personId, tokenHash: hashOf(opened.token) }),
    );
    if (renewed) this.give(response, opened);
  }

  /** Hands the secret to the browser. */
  give(response: Response, { token }: OpenedSession): void {
    response.cookie(this.name, token, { ...this.cookie, maxAge: sessionSeconds * 1000 });
  }

  /** Takes the secret from the browser. */
  take(response: Response): void {
    response.clearCookie(this.name, this.cookie);
  }

  private get cookie() {
    return { httpOnly: true, sameSite: 'lax', secure: this.isSecure, path: '/' } as const;
  }

  private tokenOf(request: IncomingMessage): string | null {
    const token = cookieOf(request, this.name);
    return token !== undefined && tokenPattern.test(token) ? token : null;
  }
}

/** The value of a cookie; of several with one name the first, as browsers send the most specific first. */
export function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  return (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

function signedIn(row: SessionRow | undefined): SignedIn | null {
  if (!row) return null;
  const { installationRoles, memberships, ...standing } = row;
  return { ...standing, actor: { personId: row.personId, installationRoles, memberships } };
}
