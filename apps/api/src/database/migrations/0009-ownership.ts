import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who serves sections beside this process. The live editor's role keeps it; nobody else reads a door key. */
export class SectionOwnership1700000000009 implements MigrationInterface {
  readonly name = 'SectionOwnership1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table "collab_process" (
      id uuid NOT NULL,
      address text NOT NULL,
      backend_pid integer NOT NULL,
      door_key bytea NOT NULL,
      started_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT "UQ_d1ba962f400e0366dc40a5b5fcc" UNIQUE ("backend_pid"),
      CONSTRAINT "PK_5ec9c0da4eebc845ca687b5931e" PRIMARY KEY ("id")
    )`);
    await runner.query('alter table collab_process enable row level security');
    await runner.query('alter table collab_process force row level security');
    await runner.query('grant select, insert, update, delete on collab_process to concordat_collab');
    for (const [name, role] of [
      ['migrate_operator', 'concordat_migrate'],
      ['collab_processes', 'concordat_collab'],
    ])
      await runner.query(
        `create policy ${name} on collab_process for all to ${role} using (true) with check (true)`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table collab_process');
  }
}
