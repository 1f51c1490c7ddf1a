import { createHash } from 'node:crypto';
import pg from 'pg';
import { StartError } from '../lifecycle/start-failure.js';

/** Whose the roles of a Postgres server are: roles belong to a server, not to a database. */
export interface RoleOwner {
  /** Says one installation from another and gives no password away. */
  readonly installation: string;
  readonly database: string;
}

/** Carries the note: comments on roles are seen from every database of the server. */
const noted = 'concordat_migrate';
const form = /^Concordat installation ([0-9a-f]{16}) in database (.+)$/;

/** Tells an installation by the passwords of its roles. */
export const installationOf = (passwords: Readonly<Record<string, string>>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(passwords).sort()))
    .digest('hex')
    .slice(0, 16);

/** What the server notes; undefined where no Concordat was, or one of an older version. */
export async function roleOwnerOn(client: pg.Client): Promise<RoleOwner | undefined> {
  const { rows } = await client.query<{ note: string | null }>(
    `select shobj_description(oid, 'pg_authid') as note from pg_roles where rolname = $1`,
    [noted],
  );
  const [, installation, database] = form.exec(rows[0]?.note ?? '') ?? [];
  return installation && database ? { installation, database } : undefined;
}

/**
 * Two installations on one server would take each other's passwords away at every start. An installation that lost its
 * data folder and comes back to its own database is no other one.
 */
export async function refuseOtherInstallation(client: pg.Client, installation: string): Promise<void> {
  const owner = await roleOwnerOn(client);
  if (!owner || owner.installation === installation) return;
  const { rowCount } = await client.query(
    'select from pg_database where datname = $1 and datname <> current_database()',
    [owner.database],
  );
  if (!rowCount) return;
  throw new StartError(
    `This Postgres server already serves another Concordat, in the database ${owner.database}, and the roles of a server belong to all its databases. Nothing was changed; give this one a Postgres server of its own.`,
  );
}

/** Notes whose the roles are. */
export async function noteRoleOwner(client: pg.Client, installation: string): Promise<void> {
  const { rows } = await client.query<{ database: string }>('select current_database() as database');
  const note = `Concordat installation ${installation} in database ${rows[0]?.database ?? ''}`;
  await client.query(`comment on role ${noted} is ${client.escapeLiteral(note)}`);
}
