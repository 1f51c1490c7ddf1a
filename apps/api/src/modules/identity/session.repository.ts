import { Injectable } from '@nestjs/common';
import type { Actor } from '@concordat/policy';
import { question, type Transaction } from '../../platform/database/index.js';
import { proofMinutes, type Theme } from '@concordat/domain';

/** A session ends when nobody used it this long, and when it is this old whatever happens. */
export const sessionLimits = { idle: '12 hours', absolute: '14 days' } as const;
/** The absolute limit in seconds, for the cookie. */
export const sessionSeconds = 14 * 24 * 60 * 60;

/** A live session with what the policy asks about its person. */
export interface SessionRow extends Actor {
  readonly sessionId: string;
  readonly isProved: boolean;
  readonly hasSecondFactor: boolean;
}

export interface OwnSessionRow {
  readonly id: string;
  readonly userAgent: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

export interface PersonRow {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly language: string;
  readonly zone: string;
  readonly theme: Theme;
  readonly isSample: boolean;
}

const sessionQuestion = question(
  `select session_id as "sessionId", person_id as "personId", installation_roles as "installationRoles", memberships,
          is_proved as "isProved", has_second_factor as "hasSecondFactor"
     from app.door_read_session($1, $2, $3::interval)
    cross join lateral app.door_session_proof(session_id, make_interval(mins => $4))`,
);

/** Sessions: opened and read through the public doors, listed and ended by their person. */
@Injectable()
export class SessionRepository {
  /** As `concordat_public`. Gives false when the account is closed or gone. */
  async open(
    tx: Transaction,
    session: {
      readonly id: string;
      readonly tokenHash: Buffer;
      readonly personId: string;
      readonly userAgent: string;
      readonly requestId: string | null;
    },
  ): Promise<boolean> {
    const [row] = await tx.query<{ opened: boolean }>(
      'select app.door_open_session($1, $2, $3, $4, $5::interval, $6) as opened',
      [
        session.id,
        session.tokenHash,
        session.personId,
        session.userAgent,
        sessionLimits.absolute,
        session.requestId,
      ],
    );
    return row?.opened === true;
  }

  /** As `concordat_public`. Gives false when the session has ended. */
  async renew(
    tx: Transaction,
    session: { readonly id: string; readonly personId: string; readonly tokenHash: Buffer },
  ): Promise<boolean> {
    const [row] = await tx.query<{ renewed: boolean }>(
      'select app.door_renew_session($1, $2, $3) as renewed',
      [session.id, session.personId, session.tokenHash],
    );
    return row?.renewed === true;
  }

  /** As `concordat_public`. By the token's hash it counts as activity, by id it does not. */
  async read(
    tx: Transaction,
    by: { readonly tokenHash: Buffer } | { readonly id: string },
  ): Promise<SessionRow | undefined> {
    const [row] = await tx.ask<SessionRow>(sessionQuestion, [
      'tokenHash' in by ? by.tokenHash : null,
      'id' in by ? by.id : null,
      sessionLimits.idle,
      proofMinutes,
    ]);
    return row;
  }

  /** As `concordat_public`. */
  async living(tx: Transaction, ids: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      'select id from app.door_living_sessions($1::uuid[], $2::interval) as id',
      [ids, sessionLimits.idle],
    );
    return rows.map(({ id }) => id);
  }

  async person(tx: Transaction, personId: string): Promise<PersonRow | undefined> {
    const [row] = await tx.query<PersonRow>(
      `select id, email, display_name as "displayName", language, zone, theme, is_sample as "isSample"
         from person where id = $1`,
      [personId],
    );
    return row;
  }

  /** The person's live sessions, latest used first. */
  listOf(tx: Transaction, personId: string): Promise<OwnSessionRow[]> {
    return tx.query<OwnSessionRow>(
      `select id, user_agent as "userAgent", created_at as "createdAt", last_seen_at as "lastSeenAt",
              expires_at as "expiresAt"
         from session
        where person_id = $1 and ended_at is null and expires_at > clock_timestamp()
          and last_seen_at > clock_timestamp() - $2::interval
        order by last_seen_at desc, id`,
      [personId, sessionLimits.idle],
    );
  }

  /** Ends one of the person's sessions, or all, or all but one. Gives the ids of those that were open. */
  async end(
    tx: Transaction,
    personId: string,
    { only, except }: { readonly only?: string; readonly except?: string } = {},
  ): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `update session set ended_at = clock_timestamp()
        where person_id = $1 and ended_at is null and ($2::uuid is null or id = $2) and ($3::uuid is null or id <> $3)
        returning id`,
      [personId, only ?? null, except ?? null],
    );
    return rows.map(({ id }) => id);
  }
}
