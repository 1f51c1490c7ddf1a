import type { InstallationRole, InvitationState } from '@concordat/domain';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/index.js';
import { notFound, Refusal } from '../../platform/errors/index.js';

export interface PersonLineRow {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly installationRoles: InstallationRole[];
  readonly isSample: boolean;
  readonly hasSecondFactor: boolean;
  readonly disabledAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly version: number;
}

export interface PersonInvitationRow {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly installationRoles: InstallationRole[];
  readonly state: InvitationState;
  readonly sentAt: Date;
  readonly expiresAt: Date;
}

/** Accounts as the admin sees them; row security shows them to nobody else. */
@Injectable()
export class PeopleRepository {
  list(tx: Transaction): Promise<PersonLineRow[]> {
    return tx.query<PersonLineRow>(
      `select p.id, p.email, p.display_name as "displayName", p.installation_roles as "installationRoles",
              p.is_sample as "isSample", p.disabled_at as "disabledAt", p.version,
              p.id in (select app.door_second_factor_holders()) as "hasSecondFactor",
              (select max(s.last_seen_at) from session s where s.person_id = p.id) as "lastSeenAt"
         from person p order by lower(p.display_name), p.email`,
    );
  }

  /** Invitations to the installation that nobody accepted or took back. */
  invitations(tx: Transaction): Promise<PersonInvitationRow[]> {
    return tx.query<PersonInvitationRow>(
      `select id, email, display_name as "displayName", installation_roles as "installationRoles", state,
              created_at as "sentAt", expires_at as "expiresAt"
         from invitation
        where proposal_id is null and invited_by is not null and state in ('sent', 'declined', 'expired')
        order by created_at desc, id`,
    );
  }

  async hasAccount(tx: Transaction, email: string): Promise<boolean> {
    const [row] = await tx.query<{ found: boolean }>('select app.door_has_account($1) as found', [email]);
    return row?.found === true;
  }

  /** Locks all open admins first, always in the same order: two admins cannot take the role from each other at once. */
  async lock(
    tx: Transaction,
    personId: string,
  ): Promise<{ readonly person: PersonLineRow; readonly adminIds: readonly string[] }> {
    const rows = await tx.query<PersonLineRow>(
      `select id, email, display_name as "displayName", installation_roles as "installationRoles",
              is_sample as "isSample", disabled_at as "disabledAt", version, null as "lastSeenAt",
              false as "hasSecondFactor"
         from person
        where id = $1 or ('admin' = any(installation_roles) and disabled_at is null)
        order by id for update`,
      [personId],
    );
    const person = rows.find(({ id }) => id === personId);
    if (!person) throw notFound();
    return { person, adminIds: openAdmins(rows) };
  }

  async setRoles(
    tx: Transaction,
    personId: string,
    { version, roles }: { readonly version: number; readonly roles: readonly InstallationRole[] },
  ): Promise<void> {
    const touched = await tx.execute(
      'update person set installation_roles = $3, version = version + 1 where id = $1 and version = $2',
      [personId, version, roles],
    );
    if (touched !== 1) throw new Refusal('changed.meanwhile');
  }

  async setDisabled(
    tx: Transaction,
    personId: string,
    { version, disabled }: { readonly version: number; readonly disabled: boolean },
  ): Promise<void> {
    const touched = await tx.execute(
      `update person set disabled_at = case when $3 then clock_timestamp() end, version = version + 1
        where id = $1 and version = $2`,
      [personId, version, disabled],
    );
    if (touched !== 1) throw new Refusal('changed.meanwhile');
  }
}

/** The admins who can sign in. */
export const openAdmins = (rows: readonly PersonLineRow[]): readonly string[] =>
  rows
    .filter(({ installationRoles, disabledAt }) => installationRoles.includes('admin') && disabledAt === null)
    .map(({ id }) => id);
