import { proofMinutes, type ProposalRole, type InstallationRole } from '@concordat/domain';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';

/** What decides at the door whether a right password is enough. */
export interface StandingRow {
  readonly email: string;
  readonly displayName: string;
  readonly isSample: boolean;
  readonly hasPassword: boolean;
  readonly installationRoles: InstallationRole[];
  readonly proposalRoles: ProposalRole[];
  readonly hasApp: boolean;
  readonly passkeys: number;
  readonly recoveryCodes: number;
}

export interface OwnFactorRow {
  readonly addedAt: Date;
  readonly lastUsedAt: Date | null;
}

export interface OwnPasskeyRow extends OwnFactorRow {
  readonly id: string;
  readonly name: string;
  readonly isShared: boolean;
  readonly host: string;
  readonly copiedAt: Date | null;
}

/** Second factors as their person and the admin reach them, as `concordat_web`; and what the doors tell about people. */
@Injectable()
export class SecondFactorRepository {
  /** As `concordat_public`; undefined for a closed account. */
  async standing(tx: Transaction, personId: string): Promise<StandingRow | undefined> {
    const [row] = await tx.query<StandingRow>(
      `select email, display_name as "displayName", is_sample as "isSample", has_password as "hasPassword",
              installation_roles as "installationRoles", proposal_roles as "proposalRoles", has_app as "hasApp",
              passkeys, recovery_codes as "recoveryCodes"
         from app.door_standing($1)`,
      [personId],
    );
    return row;
  }

  /** As `concordat_public`. Until when the session's last proof counts. */
  async provedUntil(tx: Transaction, sessionId: string): Promise<Date | undefined> {
    const [row] = await tx.query<{ until: Date }>(
      'select proved_until as until from app.door_session_proof($1, make_interval(mins => $2))',
      [sessionId, proofMinutes],
    );
    return row?.until;
  }

  /** As `concordat_public`. Gives until when this proof counts; undefined when the session has ended meanwhile. */
  async prove(
    tx: Transaction,
    by: { readonly sessionId: string; readonly personId: string; readonly requestId: string },
  ): Promise<Date | undefined> {
    const [row] = await tx.query<{ until: Date | null }>(
      'select app.door_prove_session($1, $2, make_interval(mins => $3), $4) as until',
      [by.sessionId, by.personId, proofMinutes, by.requestId],
    );
    return row?.until ?? undefined;
  }

  /** As `concordat_public`. Sign-ins that others began with the person's password lead to no further factor. */
  async endSignIns(tx: Transaction, personId: string): Promise<void> {
    await tx.query('select app.door_end_sign_ins_of($1)', [personId]);
  }

  async ownApp(tx: Transaction): Promise<OwnFactorRow | undefined> {
    const [row] = await tx.query<OwnFactorRow>(
      'select added_at as "addedAt", last_used_at as "lastUsedAt" from authenticator_app where person_id = app.person_id()',
    );
    return row;
  }

  ownPasskeys(tx: Transaction): Promise<OwnPasskeyRow[]> {
    return tx.query<OwnPasskeyRow>(
      `select id, name, is_shared as "isShared", host, added_at as "addedAt", last_used_at as "lastUsedAt",
              copied_at as "copiedAt"
         from passkey where person_id = app.person_id() order by added_at, id`,
    );
  }

  async ownRecoveryCodes(tx: Transaction): Promise<{ left: number; madeAt: Date } | undefined> {
    const [row] = await tx.query<{ left: number; madeAt: Date | null }>(
      `select count(*) filter (where used_at is null)::int as left, min(made_at) as "madeAt"
         from recovery_code where person_id = app.person_id()`,
    );
    return row?.madeAt ? { left: row.left, madeAt: row.madeAt } : undefined;
  }

  async hasPassword(tx: Transaction): Promise<boolean> {
    const [row] = await tx.query<{ has: boolean }>('select app.door_has_password() as has');
    return row?.has === true;
  }

  /** Locks the own account, so that the last two factors are not taken away at the same moment. */
  async lock(tx: Transaction): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('factors ' || app.person_id(), 0))`);
  }

  async rename(tx: Transaction, passkeyId: string, name: string): Promise<boolean> {
    return (
      (await tx.execute('update passkey set name = $2 where id = $1 and person_id = app.person_id()', [
        passkeyId,
        name,
      ])) === 1
    );
  }

  async forgetPasskey(tx: Transaction, passkeyId: string): Promise<boolean> {
    return (
      (await tx.execute('delete from passkey where id = $1 and person_id = app.person_id()', [passkeyId])) ===
      1
    );
  }

  async forgetApp(tx: Transaction): Promise<boolean> {
    return (await tx.execute('delete from authenticator_app where person_id = app.person_id()')) === 1;
  }

  async forgetRecoveryCodes(tx: Transaction): Promise<void> {
    await tx.execute('delete from recovery_code where person_id = app.person_id()');
  }

  /** Everybody's, for an admin; says whether there was anything. */
  async reset(tx: Transaction, personId: string): Promise<boolean> {
    const [row] = await tx.query<{ had: boolean }>('select app.door_reset_second_factor($1) as had', [
      personId,
    ]);
    return row?.had === true;
  }
}
