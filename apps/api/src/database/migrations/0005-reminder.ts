import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What sending needs beside the ledger itself: when to look again, and where the sweep says that it lives. */
export class ReminderSending1700000000005 implements MigrationInterface {
  readonly name = 'ReminderSending1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table "reminder_occurrence" add column "next_attempt_at" TIMESTAMP WITH TIME ZONE',
    );
    // Both hold the few rows that are on their way, so a sweep costs the same however many are planned.
    await runner.query(
      'create index "IDX_b45761a52a02c3378a334421c8" on "reminder_occurrence" ("lease_until") where lease_until is not null',
    );
    await runner.query(
      'create index "IDX_0b4cb06b81308772eb31c8b3fd" on "reminder_occurrence" ("next_attempt_at") where next_attempt_at is not null',
    );
    await runner.query('grant insert, update on installation_fact to concordat_worker');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('revoke insert, update on installation_fact from concordat_worker');
    await runner.query('drop index "IDX_0b4cb06b81308772eb31c8b3fd"');
    await runner.query('drop index "IDX_b45761a52a02c3378a334421c8"');
    await runner.query('alter table "reminder_occurrence" drop column "next_attempt_at"');
  }
}
