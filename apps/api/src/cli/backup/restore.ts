import type { Client } from 'pg';
import { escapeIdentifier as quoted } from 'pg';
import { passwordsFileIn } from '../../prepare-database.js';
import { migrate, provisionRoles } from '../../platform/database/index.js';
import { migrateQueue } from '../../platform/queue/index.js';
import { CommandError } from '../command.js';
import { migrationNames, schemaWith, wholeSchema } from '../installation-schema.js';
import { type OpenBackUp, openBackUp } from './check-backup.js';
import { type Held, holdMessages } from './held-messages.js';
import { type KeyFile, refuseOtherKeys, writeKeyFiles } from './key-files.js';
import { fingerprintOf, type Manifest } from './manifest.js';
import { plainContent, Tally } from './part-streams.js';
import { checkAudit, checkReceipts } from './evidence.js';
import { sectionTexts } from './section-texts.js';
import { readEvidence, setCounters, withClient } from './snapshot.js';
import { loadRows, oneTextForEach, refuseOrphans, tallyOf } from './table-copy.js';
import { type CopiedTable, copiedKeys, copiedTables } from './tables.js';

/** Where a back-up goes. */
export interface RestoreOptions {
  readonly file: string;
  readonly passphrase: string | undefined;
  /** Address of an empty database as a superuser. */
  readonly superuserUrl: string;
  /** Folder for the installation's keys and the passwords of its roles. */
  readonly keyFolder: string;
}

/** What was restored and then read again to compare it with the back-up. */
export interface Restored {
  readonly manifest: Manifest;
  readonly fingerprint: string;
  readonly compared: {
    readonly tables: number;
    readonly rows: number;
    readonly bytes: number;
    readonly sections: number;
    readonly receipts: number;
    readonly auditEvents: number;
  };
  readonly held: Held;
  /** Migrations that a back-up of an older version still needed. */
  readonly migrated: readonly string[];
}

/**
 * Brings a back-up into an empty database. Rows are loaded and read back in one transaction; then the database is
 * brought to this version, and every text, receipt and link of the audit is read once more. What does not compare is
 * taken away again.
 */
export async function restore({
  file,
  passphrase,
  superuserUrl,
  keyFolder,
}: RestoreOptions): Promise<Restored> {
  const backUp = await openBackUp(file, passphrase);
  const { manifest } = backUp;
  refuseUnreadable(backUp, file);
  await refuseOtherKeys(keyFolder, new Map(manifest.keys.map(({ name, sha256 }) => [name, sha256])));
  await withClient(superuserUrl, 'restore', refuseInhabited);
  try {
    const access = await provisionRoles(superuserUrl, passwordsFileIn(keyFolder));
    await migrate(access.migrate, schemaWith(manifest.migrations));
    const loaded = await withClient(superuserUrl, 'restore', (client) => load(client, backUp));
    const migrated = await migrate(access.migrate, wholeSchema);
    await migrateQueue(access.migrate);
    await withClient(superuserUrl, 'restore', (client) => readAgain(client, manifest));
    await writeKeyFiles(keyFolder, await keysIn(backUp));
    return {
      manifest,
      fingerprint: fingerprintOf(manifest.publicKey),
      compared: {
        tables: manifest.tables.length,
        rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
        bytes: manifest.tables.reduce((sum, { bytes }) => sum + bytes, 0),
        sections: manifest.sections.length,
        receipts: manifest.receipts.count,
        auditEvents: manifest.audit.events,
      },
      held: loaded,
      migrated,
    };
  } catch (error) {
    await withClient(superuserUrl, 'restore', takeAway).catch(() => undefined);
    throw error;
  }
}

/** Refuses what this version cannot restore, or not without the passphrase. */
export function refuseUnreadable({ manifest, seal }: OpenBackUp, file: string): void {
  if (manifest.seal !== null && !seal)
    throw new CommandError(
      `${file} is sealed with a passphrase. Nothing was changed; name the file that holds it with --passphrase-file.`,
    );
  const unknown = manifest.migrations.filter((name) => !migrationNames.includes(name));
  if (unknown.length > 0)
    throw new CommandError(
      `${file} was made by a newer Concordat than this one (it has ${unknown.join(', ')}). Nothing was changed; restore it with the version that made it, or a newer one.`,
    );
}

/** Only a database where nothing was ever made: a restore replaces nothing. */
async function refuseInhabited(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number; made: string[] }>(
    `select current_setting('server_version_num')::int as version, array(
       select format('%s.%s', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname !~ '^(pg_|information_schema$)' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
          and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
        order by 1 limit 3) as made`,
  );
  const [found] = rows;
  if ((found?.version ?? 0) < 150_000)
    throw new CommandError(
      'The Postgres server is older than version 15. Nothing was changed; use a newer server.',
    );
  if (found && found.made.length > 0)
    throw new CommandError(
      `The database is not empty (it has ${found.made.join(', ')}). Nothing was changed; restore into a new data folder or a database that was just created.`,
    );
}

async function load(client: Client, backUp: OpenBackUp): Promise<Held> {
  const { manifest } = backUp;
  await client.query('begin');
  for (const setting of oneTextForEach) await client.query(setting);
  // Triggers would refuse text for a section that is approved by now; foreign keys are asked below, all at once.
  await client.query('set local session_replication_role = replica');
  const tables = tablesOf(manifest, await copiedTables(client));
  await client.query(`truncate ${tables.map(({ name }) => `public.${quoted(name)}`).join(', ')} cascade`);
  for (const [at, table] of tables.entries()) {
    const noted = manifest.tables[at];
    if (!noted) throw new Error(`No note of ${table.name}`);
    const content = await plainContent(backUp.archive, noted.part, backUp.seal);
    compare(await loadRows(client, table, content), noted, 'is damaged');
    compare(await tallyOf(client, table), noted, 'reads differently after it was restored');
  }
  for (const key of await copiedKeys(client, tables)) await refuseOrphans(client, key);
  await setCounters(client, manifest.counters);
  compareEvidence(manifest, await readEvidence(client));
  const held = await holdMessages(client, manifest.at);
  await client.query('commit');
  return held;
}

/** The back-up's tables, in the order in which they were written, with the columns that it noted. */
function tablesOf(manifest: Manifest, known: readonly CopiedTable[]): readonly CopiedTable[] {
  const missing = known.filter(({ name }) => manifest.tables.every((noted) => noted.name !== name));
  if (missing.length > 0)
    throw new CommandError(
      `The back-up does not hold ${missing.map(({ name }) => name).join(', ')}. Nothing was restored; use another back-up.`,
    );
  return manifest.tables.map(({ name, columns }) => {
    const table = known.find((each) => each.name === name);
    if (!table || columns.some((column) => !table.columns.includes(column)))
      throw new CommandError(
        `The back-up's table ${name} is not one that its version had. Nothing was restored; use another back-up.`,
      );
    return { ...table, columns };
  });
}

function compare(found: Tally, noted: Manifest['tables'][number], complaint: string): void {
  if (found.sha256 === noted.sha256 && found.lines === noted.rows) return;
  throw new CommandError(
    `The table ${noted.name} ${complaint}: ${found.lines} rows, ${noted.rows} were saved. Nothing was restored; use another back-up.`,
  );
}

function compareEvidence(noted: Manifest, found: Pick<Manifest, 'audit' | 'receipts'>): void {
  if (
    JSON.stringify(found.audit) === JSON.stringify(noted.audit) &&
    JSON.stringify(found.receipts) === JSON.stringify(noted.receipts)
  )
    return;
  throw new CommandError(
    'The audit or the receipts end elsewhere than when they were saved. Nothing was restored; use another back-up.',
  );
}

/** In the database as the product will find it: every text has the hash that was noted, every receipt verifies. */
async function readAgain(client: Client, manifest: Manifest): Promise<void> {
  const noted = new Map(manifest.sections.map((section) => [section.id, section]));
  for await (const { id, seq, textSha256, damagedAt } of sectionTexts(client)) {
    const was = noted.get(id);
    noted.delete(id);
    if (was?.seq !== seq || was.textSha256 !== textSha256 || was.damagedAt !== damagedAt)
      throw new CommandError(
        `Section ${id} reads differently after it was restored. Nothing was restored; use another back-up.`,
      );
  }
  if (noted.size > 0)
    throw new CommandError(
      `${noted.size} sections are missing after the restore. Nothing was restored; use another back-up.`,
    );
  const problems = [...(await checkReceipts(client, manifest.publicKey)), ...(await checkAudit(client))];
  if (problems.length > 0)
    throw new CommandError(`${problems.join(' ')} Nothing was restored; use another back-up.`);
}

async function keysIn({ archive, manifest, seal }: OpenBackUp): Promise<readonly KeyFile[]> {
  return await Promise.all(
    manifest.keys.map(async ({ name, part }) => {
      const chunks: Buffer[] = [];
      for await (const chunk of await plainContent(archive, part, seal)) chunks.push(Buffer.from(chunk));
      return { name, bytes: Buffer.concat(chunks) };
    }),
  );
}

/** The database was empty before, so everything in it is ours and half done. */
async function takeAway(client: Client): Promise<void> {
  await client.query('drop schema if exists app, bullmq cascade');
  await client.query('drop schema public cascade');
  await client.query('create schema public');
}
