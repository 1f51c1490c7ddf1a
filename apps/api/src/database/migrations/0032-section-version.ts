import type { MigrationInterface, QueryRunner } from 'typeorm';

const mine = 'proposal_id in (select app.my_proposals())';
const own = `${mine} and person_id = app.person_id()`;

/** Versions of a section, each pointing at a place of its log; and how far each person has read. */
const tables = [
  `create table "section_version" (
      id uuid NOT NULL,
      proposal_id uuid NOT NULL,
      section_id uuid NOT NULL,
      seq bigint NOT NULL,
      update_sha256 bytea NOT NULL,
      kind text NOT NULL,
      name text NOT NULL DEFAULT '',
      restored_from uuid,
      made_by uuid,
      made_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
      renamed_by uuid,
      renamed_at TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "UQ_313cdaf6f7fbca87e8a3a290295" UNIQUE ("proposal_id", "id"),
      CONSTRAINT "PK_b61162e53087a62b48de9fd0067" PRIMARY KEY ("id")
    )`,
  'create index "IDX_a551bd2993ea768d32c0813a6e" on "section_version" ("section_id", "seq")',
  `create table "section_reading" (
      proposal_id uuid NOT NULL,
      section_id uuid NOT NULL,
      person_id uuid NOT NULL,
      seq bigint NOT NULL,
      read_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT "PK_1ee49befdac9866f34150aed8d7" PRIMARY KEY ("section_id", "person_id")
    )`,
  ...(
    [
      ['section_version', 'FK_545feb07b08b94a35e7abc70646'],
      ['section_reading', 'FK_da6ac43b3da9d2c6866083849b2'],
    ] as const
  ).flatMap(([table, key]) => [
    `alter table "${table}" add constraint "${key}" foreign key ("proposal_id", "section_id")
       references "section"("proposal_id","id") on delete cascade on update no action`,
    `alter table "${table}" enable row level security`,
    `alter table "${table}" force row level security`,
    `create policy migrate_operator on "${table}" for all to concordat_migrate using (true) with check (true)`,
  ]),
  ...(
    [
      ['section_version', 'FK_f6f512c1585aab12dd85c6f4b7b', '"made_by"', '"person"("id")'],
      ['section_version', 'FK_2972a3e42ff5beab4c744647fb1', '"renamed_by"', '"person"("id")'],
      [
        'section_version',
        'FK_811b0bac1441ba3220f3e7671e9',
        '"proposal_id", "restored_from"',
        '"section_version"("proposal_id","id")',
      ],
      ['section_reading', 'FK_9e950e5671702b6a906555d45d8', '"person_id"', '"person"("id")'],
    ] as const
  ).map(
    ([table, key, columns, to]) =>
      `alter table "${table}" add constraint "${key}" foreign key (${columns}) references ${to}
         on delete no action on update no action`,
  ),
];

const rights = [
  // The web makes versions in its own person's name and gives names; the editor's process makes those after pauses.
  `create policy web_participants on section_version for select to concordat_web using (${mine})`,
  `create policy web_makes on section_version for insert to concordat_web
     with check (${mine} and made_by is not distinct from app.person_id())`,
  `create policy web_names on section_version for update to concordat_web using (${mine}) with check (${mine})`,
  `create policy collab_participants on section_version for all to concordat_collab using (${mine}) with check (${mine})`,
  'grant select, insert, update (name, renamed_by, renamed_at) on section_version to concordat_web',
  'grant select, insert on section_version to concordat_collab',
  // How far somebody has read is nobody else's business.
  `create policy web_reader on section_reading for all to concordat_web using (${own}) with check (${own})`,
  'grant select, insert, update (seq, read_at) on section_reading to concordat_web',
];

/** The hash of the row at a place of a section's log, archived or not; null where there is none. */
const hashOfRow = `log_row_sha256(wanted uuid, place bigint) returns bytea language sql stable as $$
  select sha256 from public.section_update where section_id = wanted and seq = place
  union all
  select sha256 from public.section_update_archive where section_id = wanted and seq = place
  limit 1 $$`;

/**
 * A version that nobody asked for: of the section, at a position, by whom, since when. None of an empty text; and where
 * a log has lost its row, the step that is taken does not fail for want of a version.
 */
const note = (kind: string, section: string, seq: string, by: string, at = 'clock_timestamp()'): string =>
  `insert into public.section_version (id, proposal_id, section_id, seq, kind, made_by, made_at)
   select gen_random_uuid(), s.proposal_id, s.id, ${seq}, ${kind}, ${by}, ${at}
     from public.section s where s.id = ${section} and app.log_row_sha256(s.id, ${seq}) is not null`;

const functions: Record<string, string> = {
  /** A version is a place in the log and is bound to what stands there by the hash of its row. */
  version_of_the_log: `
    begin
      new.update_sha256 := app.log_row_sha256(new.section_id, new.seq);
      if new.update_sha256 is null
      then raise exception 'there is nothing at that place of the log' using errcode = 'CX002'; end if;
      return new;
    end`,
  /** Only the name of a version changes, and none ever goes. */
  version_keeps: `
    begin
      if tg_op = 'DELETE'
        or (to_jsonb(new) - 'name' - 'renamed_by' - 'renamed_at')
          is distinct from (to_jsonb(old) - 'name' - 'renamed_by' - 'renamed_at')
      then raise exception 'rows of % never change', tg_table_name using errcode = 'CX001'; end if;
      return new;
    end`,
  /** The text before a pause, or in a sitting that knows none, unless it is a version already. */
  version_after_pause: `
    begin
      if not exists (select from public.section_version v where v.section_id = old.id and v.seq = old.log_seq)
      then ${note(`'pause'`, 'old.id', 'old.log_seq', 'old.last_edited_by', 'coalesce(old.last_edited_at, clock_timestamp())')};
      end if;
      return null;
    end`,
  version_of_step: `
    begin
      if new.state is distinct from old.state and new.state in ('approved', 'locked')
      then ${note('new.state', 'new.id', 'new.log_seq', 'app.person_id()')}; end if;
      if new.frozen_at is not null and old.frozen_at is null
      then ${note(`'frozen'`, 'new.id', 'new.log_seq', 'app.person_id()')}; end if;
      return null;
    end`,
  version_of_round: `
    begin
      ${note(`case when tg_op = 'INSERT' then 'review_requested' else 'review_asked_again' end`, 'new.section_id', 's.log_seq', 'app.person_id()')};
      return null;
    end`,
  version_of_verdict: `
    begin
      ${note(`'verdict_' || new.kind`, '(select section_id from public.review_round where id = new.round_id)', 'new.text_seq', 'new.person_id')};
      return null;
    end`,
  version_of_submission: `
    begin
      insert into public.section_version (id, proposal_id, section_id, seq, kind, made_by)
      select gen_random_uuid(), new.proposal_id, held.key::uuid, held.value::bigint, 'submitted', new.submitted_by
        from public.package k, jsonb_each_text(k.section_seqs) held
       where k.id = new.package_id and app.log_row_sha256(held.key::uuid, held.value::bigint) is not null;
      return null;
    end`,
};

const triggers: readonly (readonly [table: string, name: string, when: string, maker: string])[] = [
  ['section_version', 'is_of_the_log', 'before insert on section_version', 'version_of_the_log'],
  ['section_version', 'keeps_all_but_name', 'before update or delete on section_version', 'version_keeps'],
  [
    'section',
    'keeps_version_of_pause',
    // Asked for every keystroke, so in the trigger's own condition, which calls nothing.
    `after update of log_seq on section for each row when (old.log_seq > 0 and new.log_seq > old.log_seq
       and (new.last_edited_at - old.last_edited_at >= interval '30 minutes' or new.log_seq / 2000 > old.log_seq / 2000))
     execute function app.version_after_pause()`,
    '',
  ],
  [
    'section',
    'keeps_version_of_step',
    `after update of state, frozen_at on section for each row
       when (old.state is distinct from new.state or old.frozen_at is distinct from new.frozen_at)
     execute function app.version_of_step()`,
    '',
  ],
  ['review_round', 'keeps_version_of_asking', 'after insert on review_round', 'version_of_round'],
  [
    'review_round',
    'keeps_version_of_asking_again',
    `after update of asked_again_at on review_round for each row
       when (new.asked_again_at is distinct from old.asked_again_at) execute function app.version_of_round()`,
    '',
  ],
  ['verdict', 'keeps_version_of_verdict', 'after insert on verdict', 'version_of_verdict'],
  ['submission', 'keeps_version_of_submission', 'after insert on submission', 'version_of_submission'],
];

/**
 * Versions of sections. Steps of the workflow and pauses make them here, by triggers, so that none can be forgotten by
 * a door that takes the step another way. A version holds no text: the log does, and it never changes.
 */
export class SectionVersions1700000000032 implements MigrationInterface {
  readonly name = 'SectionVersions1700000000032';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...rights]) await runner.query(statement);
    await runner.query(`create function app.${hashOfRow}`);
    await runner.query('revoke execute on function app.log_row_sha256 from public');
    await runner.query('grant execute on function app.log_row_sha256 to concordat_web, concordat_collab');
    for (const [name, body] of Object.entries(functions)) {
      await runner.query(`create function app.${name}() returns trigger language plpgsql as $$ ${body} $$`);
      await runner.query(`revoke execute on function app.${name}() from public`);
    }
    for (const [, name, when, maker] of triggers)
      await runner.query(
        `create trigger ${name} ${when}${maker === '' ? '' : ` for each row execute function app.${maker}()`}`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, name] of triggers) await runner.query(`drop trigger ${name} on ${table}`);
    await runner.query('drop table section_reading');
    await runner.query('drop table section_version');
    for (const name of Object.keys(functions)) await runner.query(`drop function app.${name}()`);
    await runner.query('drop function app.log_row_sha256');
  }
}
