import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Several reminders of one person may go out as one mail: each says in which. */
export class ReminderFolding1700000000036 implements MigrationInterface {
  readonly name = 'ReminderFolding1700000000036';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "reminder_occurrence" add column "folded_into" uuid');
    await runner.query(
      'create index "IDX_a7bda97882ec8c7d5dba63a08e" on "reminder_occurrence" ("folded_into") where folded_into is not null',
    );
    await runner.query(
      'alter table "reminder_occurrence" add constraint "FK_85d48bb5086a3375bec797a27a6" foreign key ("folded_into") references "reminder_occurrence"("id") on delete no action on update no action',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "reminder_occurrence" drop column "folded_into"');
  }
}
