import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Older rows of a section's log, kept as they were beside a proven snapshot of what they came to. The log proper stays
 * as small as a month of work; whoever needs an exact position of long ago reads both.
 */
const table = [
  `create table "section_update_archive" (
      proposal_id uuid NOT NULL,
      section_id uuid NOT NULL,
      seq bigint NOT NULL,
      owner_epoch integer NOT NULL,
      person_id uuid NOT NULL,
      device_id uuid NOT NULL,
      sha256 bytea NOT NULL,
      bytes bytea NOT NULL,
      created_at TIMESTAMP WITH TIME ZONE NOT NULL,
      archived_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT "PK_3380d1dd8dcde40eb83f1904803" PRIMARY KEY ("section_id", "seq"),
      CONSTRAINT "FK_85306511c6c8f8a631550c528f6" FOREIGN KEY ("proposal_id", "section_id")
        REFERENCES "section"("proposal_id","id") ON DELETE CASCADE ON UPDATE NO ACTION
    )`,
  'alter table "section_update_archive" enable row level security',
  'alter table "section_update_archive" force row level security',
  `create policy migrate_operator on "section_update_archive" for all to concordat_migrate using (true) with check (true)`,
  ...['web', 'collab'].map(
    (role) =>
      `create policy ${role}_participants on "section_update_archive" for all to concordat_${role}
         using (proposal_id in (select app.my_proposals())) with check (proposal_id in (select app.my_proposals()))`,
  ),
  'grant select on section_update_archive to concordat_web',
  'grant select, insert on section_update_archive to concordat_collab',
  // The guard below lets go of nothing that is not in the archive.
  'grant delete on section_update to concordat_collab',
];

/** The columns that make a row what it is. */
const whole = [
  'proposal_id',
  'section_id',
  'seq',
  'owner_epoch',
  'person_id',
  'device_id',
  'sha256',
  'bytes',
  'created_at',
];
const same = (one: string, other: string): string =>
  whole.map((column) => `${one}.${column} = ${other}.${column}`).join(' and ');

const functions: Record<string, string> = {
  /** A row of the log never changes; it leaves only for the archive, from an open section, behind a snapshot. */
  keep_unless_archived: `
    begin
      if tg_op = 'DELETE'
        and exists (select from public.section_update_archive kept where ${same('kept', 'old')})
        and exists (select from public.section_snapshot n where n.section_id = old.section_id and n.seq >= old.seq)
        and exists (select from public.section s where s.id = old.section_id
                      and s.frozen_at is null and s.state not in ('approved', 'locked'))
      then return old; end if;
      raise exception 'rows of % never change', tg_table_name using errcode = 'CX001';
    end`,
  /** The archive takes what stands in the log and nothing else. */
  archive_from_log: `
    begin
      if not exists (select from public.section_update written where ${same('written', 'new')})
      then raise exception 'only rows of the log are archived' using errcode = 'CX001'; end if;
      return new;
    end`,
  /** A snapshot adds nothing to a text, so a closed section may have one; but never of what the log has not got. */
  refuse_snapshot_ahead: `
    begin
      if not exists (select from public.section s where s.id = new.section_id and new.seq between 1 and s.log_seq)
      then raise exception 'the snapshot is ahead of the log' using errcode = 'CX002'; end if;
      return new;
    end`,
};

const guards = [
  ['never_changes', 'before update or delete on section_update', 'keep_unless_archived'],
  ['never_changes', 'before update or delete on section_update_archive', 'refuse_change'],
  ['comes_from_log', 'before insert on section_update_archive', 'archive_from_log'],
  ['is_of_the_log', 'before insert on section_snapshot', 'refuse_snapshot_ahead'],
] as const;

const guard = ([name, when, maker]: readonly [string, string, string]): string =>
  `create trigger ${name} ${when} for each row execute function app.${maker}()`;

/** Compaction: an archive for the log, and snapshots of sections that are closed. */
export class SectionArchive1700000000008 implements MigrationInterface {
  readonly name = 'SectionArchive1700000000008';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of table) await runner.query(statement);
    for (const [name, body] of Object.entries(functions)) {
      await runner.query(`create function app.${name}() returns trigger language plpgsql as $$ ${body} $$`);
      await runner.query(`revoke execute on function app.${name}() from public`);
    }
    await runner.query('drop trigger never_changes on section_update');
    await runner.query('drop trigger section_is_open on section_snapshot');
    for (const each of guards) await runner.query(guard(each));
  }

  /** Refuses if anything has been archived: going back would lose it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `do $$ begin if exists (select from public.section_update_archive)
         then raise exception 'the archive is not empty'; end if; end $$`,
    );
    await runner.query('drop trigger is_of_the_log on section_snapshot');
    await runner.query('drop trigger never_changes on section_update');
    await runner.query('drop table section_update_archive');
    await runner.query('revoke delete on section_update from concordat_collab');
    await runner.query(
      guard(['never_changes', 'before update or delete on section_update', 'refuse_change']),
    );
    await runner.query(
      guard(['section_is_open', 'before insert on section_snapshot', 'refuse_closed_section']),
    );
    for (const name of Object.keys(functions)) await runner.query(`drop function app.${name}()`);
  }
}
