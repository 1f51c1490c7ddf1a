import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from 'pg';
import { installationIn, loginRoles, roleName, roleOwnerOn } from '../../platform/database/index.js';
import { passwordsFileIn } from '../../prepare-database.js';
import { checkAudit, checkReceipts } from '../backup/evidence.js';
import { signingKeyName } from '../backup/key-files.js';
import { withClient } from '../backup/snapshot.js';
import { counted } from '../command.js';
import { migrationsOf } from '../migrate.command.js';
import { attention, durationInWords, type Finding, good, wrong } from './finding.js';

/** Rows of the log that are read where nobody asked for all of them. */
const sampledRows = 2_000;
const skewMs = 2_000;
const dayMs = 86_400_000;

/** What the database says of itself, and what its rows prove. `deep` reads every row instead of a sample. */
export async function checkDatabase(
  superuserUrl: string,
  dataDir: string,
  deep: boolean,
): Promise<readonly Finding[]> {
  const { pending, unknown } = await migrationsOf(superuserUrl);
  return await withClient(superuserUrl, 'doctor', async (client) => {
    const findings = [
      await checkVersion(client),
      await checkClock(client),
      await checkRoles(client, dataDir),
    ];
    if (unknown.length > 0)
      return [
        ...findings,
        wrong(
          `The database was made by a newer Concordat (it has ${unknown.join(', ')}); use that version or a newer one. Nothing is lost.`,
        ),
      ];
    if (pending.length > 0)
      return [
        ...findings,
        attention(
          `${counted(pending.length, 'migration')} wait (${pending.join(', ')}); the next start applies them, or "migrate". Make a back-up first. The checks of rows were left out.`,
        ),
      ];
    return [
      ...findings,
      good('The database is of this version.'),
      ...(await checkRows(client, deep)),
      ...(await checkEvidence(client, dataDir)),
      ...(await checkHabits(client)),
    ];
  });
}

async function checkVersion(client: Client): Promise<Finding> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`,
  );
  const { number = 0, version = '' } = rows[0] ?? {};
  return number >= 150_000
    ? good(`The database answers; it is Postgres ${version}.`)
    : wrong(`The database is Postgres ${version} and Concordat needs 15 or newer; use a newer server.`);
}

/** The database's clock decides; this one only shows how far the process is off. */
async function checkClock(client: Client): Promise<Finding> {
  const before = Date.now();
  const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at');
  const here = (before + Date.now()) / 2;
  const skew = Math.abs((rows[0]?.at.getTime() ?? 0) - here);
  return skew < skewMs
    ? good(`The clocks of this machine and of the database agree within ${durationInWords(skewMs)}.`)
    : wrong(
        `The clocks of this machine and of the database differ by ${durationInWords(skew)}. Cut-offs follow the database, so nothing is decided wrongly if that clock is right; set both by NTP.`,
      );
}

async function checkRoles(client: Client, dataDir: string): Promise<Finding> {
  const names = loginRoles.map(roleName);
  const { rows } = await client.query<{ name: string; bypass: boolean; superuser: boolean }>(
    'select rolname as name, rolbypassrls as bypass, rolsuper as superuser from pg_roles where rolname = any($1)',
    [names],
  );
  const missing = names.filter((name) => rows.every((row) => row.name !== name));
  const strong = rows.filter(({ bypass, superuser }) => bypass || superuser).map(({ name }) => name);
  if (strong.length > 0)
    return wrong(
      `${strong.join(', ')} can see past row security, which keeps rivals apart; stop Concordat and start it again, which mends that, and find out who changed it.`,
    );
  const owner = await roleOwnerOn(client);
  const installation = await installationIn(passwordsFileIn(dataDir));
  if (owner && installation !== undefined && owner.installation !== installation)
    return wrong(
      `The roles of this Postgres server belong to another Concordat (database ${owner.database}); each needs a server of its own. Move one of them by back-up and restore.`,
    );
  return missing.length > 0
    ? wrong(`The roles ${missing.join(', ')} are missing; the next start makes them again.`)
    : good('The roles are there, and none sees past row security.');
}

async function checkRows(client: Client, deep: boolean): Promise<readonly Finding[]> {
  const choice = deep ? '' : `order by random() limit ${sampledRows}`;
  const findings: Finding[] = [];
  for (const [table, what] of [
    ['section_update', 'row of the log'],
    ['section_update_archive', 'row of the log'],
    ['section_snapshot', 'snapshot'],
  ] as const) {
    const { rows } = await client.query<{ read: number; bad: string[] | null }>(
      `select count(*)::int as read,
              (array_agg(section_id || ' at ' || seq) filter (where sha256(bytes) <> sha256))[1:5] as bad
         from (select section_id, seq, bytes, sha256 from public.${table} ${choice}) chosen`,
    );
    const { read = 0, bad = null } = rows[0] ?? {};
    const many = what === 'snapshot' ? 'snapshots' : 'rows of the log';
    findings.push(
      bad === null
        ? good(
            `${counted(read, what, many)} read, each is what was stored${deep ? '' : ' (--deep reads all)'}.`,
          )
        : wrong(
            `Damaged ${many}: section ${bad.join(', section ')}. The text before the damage is safe and opens; keep this database as it is, look at its disk, and restore the latest good back-up into a new place.`,
          ),
    );
  }
  const { rows } = await client.query<{ sections: string[] | null }>(
    `select array_agg(s.id) as sections from public.section s
      where s.log_seq > greatest((select coalesce(max(u.seq), 0) from public.section_update u where u.section_id = s.id),
                                 (select coalesce(max(n.seq), 0) from public.section_snapshot n where n.section_id = s.id))`,
  );
  const short = rows[0]?.sections;
  findings.push(
    short
      ? wrong(
          `The log of section ${short.join(', section ')} ends before what was called saved. Keep this database as it is and restore the latest good back-up into a new place.`,
        )
      : good('Every log reaches as far as what was called saved.'),
  );
  return findings;
}

async function checkEvidence(client: Client, dataDir: string): Promise<readonly Finding[]> {
  const audit = await checkAudit(client);
  const key = await readFile(path.join(dataDir, signingKeyName)).catch(() => undefined);
  if (!key)
    return [
      wrong(
        `The key that signs receipts (${signingKeyName}) is not in ${dataDir}; bring it back from a back-up before the next start, or a new one is made and old receipts carry another signature.`,
      ),
    ];
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
  const receipts = await checkReceipts(client, publicKey);
  return [
    audit.length === 0
      ? good('Every chain of the audit holds.')
      : wrong(
          `${audit.join(' ')} Somebody changed rows past the product; keep this database as it is and compare with a back-up.`,
        ),
    receipts.length === 0
      ? good('Every receipt carries our signature and follows the one before it.')
      : wrong(`${receipts.join(' ')} Keep this database as it is and compare with a back-up.`),
  ];
}

interface Habits {
  readonly savedAgo: number | null;
  readonly sweptAgo: number | null;
  readonly due: number;
  readonly held: number;
}

async function checkHabits(client: Client): Promise<readonly Finding[]> {
  const age = (value: string): string =>
    `(select (extract(epoch from clock_timestamp() - (${value})::timestamptz) * 1000)::float8
        from public.installation_fact where key = $KEY)`;
  const { rows } = await client.query<Habits>(
    `select ${age(`value->>'at'`).replace('$KEY', `'backup.last'`)} as "savedAgo",
            ${age(`value #>> '{}'`).replace('$KEY', `'reminder.last_sweep'`)} as "sweptAgo",
            (select count(*)::int from public.reminder_occurrence
              where state = 'planned' and due_at < clock_timestamp() - interval '2 min') as due,
            (select count(*)::int from public.reminder_occurrence
              where state = 'failed' and next_attempt_at is null) as held`,
  );
  const { savedAgo = null, sweptAgo = null, due = 0, held = 0 } = rows[0] ?? {};
  const habits = [ageOfBackUp(savedAgo), ageOfSweep(sweptAgo, due)];
  if (held > 0)
    habits.push(
      attention(
        `${counted(held, 'message')} could not be sent or are held after a restore; an administrator decides in the reminders' console.`,
      ),
    );
  return habits;
}

function ageOfBackUp(ago: number | null): Finding {
  if (ago === null)
    return attention('No back-up of this installation was ever made; make one with "backup", every day.');
  const sentence = `The last back-up is ${durationInWords(ago)} old`;
  return ago > 2 * dayMs ? attention(`${sentence}; make one every day.`) : good(`${sentence}.`);
}

function ageOfSweep(ago: number | null, due: number): Finding {
  const last =
    ago === null
      ? 'reminders were never looked at'
      : `reminders were last looked at ${durationInWords(ago)} ago`;
  return due > 0
    ? attention(
        `${counted(due, 'reminder')} should have gone out, ${last}; start Concordat, or look into its log if it runs. They go out then, once.`,
      )
    : good(`No reminder is late; ${last}.`);
}
