import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an operator has to see to, each standing once however many processes notice it. It holds no text of anybody. */
export class Alarms1700000000013 implements MigrationInterface {
  readonly name = 'Alarms1700000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table "alarm" (
      id uuid NOT NULL,
      kind text NOT NULL,
      subject text NOT NULL DEFAULT '',
      facts jsonb NOT NULL,
      raised_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
      seen_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
      cleared_at TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "PK_ea806c911b4b0617f2e306094e7" PRIMARY KEY ("id")
    )`);
    await runner.query(
      'create unique index "IDX_9d3ff4cf76a43b269a591a0b34" on "alarm" ("kind", "subject") where cleared_at is null',
    );
    await runner.query('alter table "alarm" enable row level security');
    await runner.query('alter table "alarm" force row level security');
    for (const [name, role] of [
      ['migrate_operator', 'concordat_migrate'],
      ['worker_worker', 'concordat_worker'],
    ])
      await runner.query(
        `create policy ${name} on "alarm" for all to ${role} using (true) with check (true)`,
      );
    await runner.query('grant select, insert, update on "alarm" to concordat_worker');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table "alarm"');
  }
}
