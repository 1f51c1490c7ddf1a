import type { MigrationInterface, QueryRunner } from 'typeorm';

const mine = 'proposal_id in (select app.my_proposals())';

/** Pictures in texts, as they were made anew. They are written once: what a state signed shows the same for ever. */
export class Images1700000000028 implements MigrationInterface {
  readonly name = 'Images1700000000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table "image" (
      id uuid NOT NULL,
      proposal_id uuid NOT NULL,
      sent_by uuid NOT NULL,
      sent_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
      media_type text NOT NULL,
      width integer NOT NULL,
      height integer NOT NULL,
      size integer NOT NULL,
      sha256 bytea NOT NULL,
      bytes bytea NOT NULL,
      CONSTRAINT "UQ_d51279efa7a7cc9d0a17bab8eaf" UNIQUE ("proposal_id", "sha256"),
      CONSTRAINT "PK_d6db1ab4ee9ad9dbe86c64e4cc3" PRIMARY KEY ("id"),
      CONSTRAINT "FK_79462424d03592f787f001fa332" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE NO ACTION,
      CONSTRAINT "FK_10625ba0f8e2a0a2d8b73a0ad81" FOREIGN KEY ("sent_by") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    )`);
    await runner.query('create index "IDX_a285ca712fb98510a79cf627d4" on "image" ("sent_by", "sent_at")');
    await runner.query('alter table "image" enable row level security');
    await runner.query('alter table "image" force row level security');
    await runner.query(
      'create policy migrate_operator on "image" for all to concordat_migrate using (true) with check (true)',
    );
    await runner.query(
      `create policy web_participants on "image" for all to concordat_web using (${mine}) with check (${mine})`,
    );
    await runner.query('grant select, insert on "image" to concordat_web');
    await runner.query(
      'create trigger never_changes before update or delete on "image" for each row execute function app.refuse_change()',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table "image"');
  }
}
