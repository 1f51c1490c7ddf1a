import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { StartError } from '../lifecycle/start-failure.js';
import { installationOf, noteRoleOwner, refuseOtherInstallation } from './role-owner.js';

/** The roles that sign in to the database, by what they are for. */
export const loginRoles = ['web', 'collab', 'worker', 'public', 'migrate'] as const;
export type LoginRole = (typeof loginRoles)[number];

/** One connection address per role, password included. */
export type DatabaseAccess = Readonly<Record<LoginRole, string>>;

/** The name of a role in Postgres. */
export const roleName = (role: LoginRole): string => `concordat_${role}`;

/** Owners of functions: `rls` answers who takes part in what, `door` is open before anybody is signed in, `chain` links the audit. */
const definerRoles = ['concordat_rls', 'concordat_door', 'concordat_chain'] as const;

const Passwords = z.record(z.enum(loginRoles), z.string().min(32));
type Passwords = z.infer<typeof Passwords>;

const nobodyWaitsLongerThan: Readonly<Record<Exclude<LoginRole, 'migrate'>, string>> = {
  web: '15s',
  collab: '15s',
  public: '10s',
  worker: '60s',
};

/**
 * Makes the login roles and the rights of the database named in `superuserUrl`, at each start anew: what is there
 * stays, what drifted is mended. Passwords are random and kept in `passwordsFile`, readable by its owner alone.
 * The definer roles sign in nowhere; they own the few functions that must see past row security.
 */
export async function provisionRoles(superuserUrl: string, passwordsFile: string): Promise<DatabaseAccess> {
  const passwords = await readOrMakePasswords(passwordsFile);
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query('begin');
    // Two processes of one installation may start at the same moment.
    await client.query(`select pg_advisory_xact_lock(hashtext('concordat.roles'))`);
    await refuseOtherKeys(client, accessTo(superuserUrl, passwords));
    await refuseOtherInstallation(client, installationOf(passwords));
    for (const role of definerRoles) await makeRole(client, role, 'NOLOGIN BYPASSRLS');
    for (const role of loginRoles) {
      const password = client.escapeLiteral(passwords[role]);
      await makeRole(client, roleName(role), `LOGIN NOBYPASSRLS PASSWORD ${password}`);
    }
    for (const [role, limit] of Object.entries(nobodyWaitsLongerThan)) {
      await client.query(`alter role concordat_${role} set statement_timeout = '${limit}'`);
      await client.query(`alter role concordat_${role} set idle_in_transaction_session_timeout = '60s'`);
    }
    await admitRoles(client);
    await noteRoleOwner(client, installationOf(passwords));
    await client.query('commit');
  } finally {
    await client.end();
  }
  return accessTo(superuserUrl, passwords);
}

/** With other passwords in its folder this process would lock out those that run; they share one folder. */
async function refuseOtherKeys(client: pg.Client, access: DatabaseAccess): Promise<void> {
  const { rowCount } = await client.query('select from pg_stat_activity where usename = any($1)', [
    loginRoles.map(roleName),
  ]);
  if (!rowCount) return;
  const trial = new pg.Client({ connectionString: access.web });
  try {
    await trial.connect();
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? error.code : undefined;
    // The password was right, and this database is new to the role.
    if (code === '42501') return;
    if (code !== '28P01') throw error;
    throw new StartError(
      'Another Concordat serves this database with other keys; let CONCORDAT_DATA_DIR of this one be the same folder, or stop the other.',
    );
  } finally {
    await trial.end();
  }
}

async function makeRole(client: pg.Client, name: string, attributes: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [name]);
  await client.query(`${rowCount ? 'alter' : 'create'} role ${name} NOCREATEDB NOCREATEROLE ${attributes}`);
}

/** Only the role for migrations may make things; everybody else starts with nothing but the right to connect. */
export async function admitRoles(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  const database = client.escapeIdentifier(rows[0]?.name ?? '');
  const everybody = loginRoles.map(roleName).join(', ');
  const definers = definerRoles.join(', ');
  await client.query(`grant ${definers} to concordat_migrate`);
  await client.query(`revoke all on database ${database} from public`);
  await client.query(`grant connect on database ${database} to ${everybody}`);
  await client.query(`grant create on database ${database} to concordat_migrate`);
  // BullMQ adds jobs in bulk through temporary tables.
  await client.query(`grant temporary on database ${database} to concordat_worker`);
  await client.query('revoke create on schema public from public');
  await client.query('grant usage, create on schema public to concordat_migrate');
  await client.query(`grant usage on schema public to ${definers}, ${everybody}`);
}

function accessTo(superuserUrl: string, passwords: Passwords): DatabaseAccess {
  return Object.fromEntries(
    loginRoles.map((role) => [role, addressFor(superuserUrl, roleName(role), passwords[role])]),
  ) as DatabaseAccess;
}

/** Tells this installation from others, by its passwords; undefined where it has none yet. */
export async function installationIn(passwordsFile: string): Promise<string | undefined> {
  const found = await readIfThere(passwordsFile);
  return found === undefined ? undefined : installationOf(Passwords.parse(JSON.parse(found)));
}

/** The access of roles that were provisioned before, to the database that the address names. */
export async function readAccess(superuserUrl: string, passwordsFile: string): Promise<DatabaseAccess> {
  return accessTo(superuserUrl, await readOrMakePasswords(passwordsFile));
}

function addressFor(superuserUrl: string, user: string, password: string): string {
  const url = new URL(superuserUrl);
  url.username = user;
  url.password = password;
  return url.href;
}

async function readOrMakePasswords(file: string): Promise<Passwords> {
  const found = await readIfThere(file);
  if (found !== undefined) return Passwords.parse(JSON.parse(found));
  const made = Object.fromEntries(
    loginRoles.map((role) => [role, randomBytes(32).toString('base64url')]),
  ) as Passwords;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  try {
    // Two processes may start at the same moment: the first to link its file wins, and both read that one.
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return Passwords.parse(JSON.parse(await readFile(file, 'utf8')));
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
