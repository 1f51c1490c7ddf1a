import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { RequestContext } from '../../platform/authz/index.js';
import { PublicDatabase, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { Attempts } from './attempts.service.js';
import { Passwords, refusalAt } from './passwords.js';
import { type PersonRow, SessionRepository } from './session.repository.js';

/** Asks the person who is signed in for their password once more. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly db: WebDatabase,
    private readonly doors: PublicDatabase,
    private readonly sessions: SessionRepository,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
  ) {}

  /**
   * Gives the person whose password it is. Refuses with `password.wrong` at the field `currentPassword`, and with
   * `password.none` for an account that has none. Guessing at an open browser is slowed down like signing in is.
   */
  async prove(ctx: RequestContext, request: Request, currentPassword: string): Promise<PersonRow> {
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
    return person;
  }
}
