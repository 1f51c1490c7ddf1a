import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `alter table "comment_thread" add assigned_person_id uuid, add assigned_member_id uuid, add assigned_by uuid,
     add assigned_at TIMESTAMP WITH TIME ZONE`,
  `alter table "comment_message" add edited_at TIMESTAMP WITH TIME ZONE, add deleted_at TIMESTAMP WITH TIME ZONE,
     add version integer NOT NULL DEFAULT '1'`,
  `create table "comment_notice" (
      id uuid NOT NULL,
      proposal_id uuid NOT NULL,
      thread_id uuid NOT NULL,
      message_id uuid,
      internal_member_id uuid,
      person_id uuid NOT NULL,
      kind text NOT NULL,
      created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
      seen_at TIMESTAMP WITH TIME ZONE,
      occurrence_id uuid,
      CONSTRAINT "PK_f24600e891e4d6867b2d57dd40c" PRIMARY KEY ("id")
    )`,
  `CREATE INDEX "IDX_69ab72d2ba10096f4361aa353a" ON "comment_notice" ("thread_id")`,
  `CREATE INDEX "IDX_0962a61ea93f09ef9dcbf82e74" ON "comment_notice" ("person_id", "proposal_id") WHERE seen_at is null`,
  `ALTER TABLE "comment_thread" ADD CONSTRAINT "FK_903139581fc806f8df464b1f093" FOREIGN KEY ("assigned_by") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "comment_thread" ADD CONSTRAINT "FK_e4046206bf2fda76ef6c5e27a17" FOREIGN KEY ("proposal_id", "assigned_member_id") REFERENCES "consortium_member"("proposal_id","id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "comment_thread" ADD CONSTRAINT "FK_9386ad4d0f564589585a587d394" FOREIGN KEY ("assigned_person_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "comment_notice" ADD CONSTRAINT "FK_64b58a8947bd8bf2047e2151731" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "comment_notice" ADD CONSTRAINT "FK_55972ace1ae8af45a666a57c0f4" FOREIGN KEY ("proposal_id", "thread_id") REFERENCES "comment_thread"("proposal_id","id") ON DELETE CASCADE ON UPDATE NO ACTION`,
];

const mine = 'proposal_id in (select app.my_proposals())';
/** Row security of the thread says which of them somebody sees. */
const inSight = `${mine} and thread_id in (select id from comment_thread)`;
const own = `${mine} and person_id = app.person_id()`;
const byOneself = `${inSight} and author_id = app.person_id()`;
/** Nobody is told of a thread that they cannot read, whoever tells them. */
const reachesReader = `${inSight} and exists (
  select from comment_thread t join membership m on m.proposal_id = t.proposal_id
   where t.id = comment_notice.thread_id and m.person_id = comment_notice.person_id and m.ended_at is null
     and t.internal_member_id is not distinct from comment_notice.internal_member_id
     and (t.internal_member_id is null or t.internal_member_id = m.member_id))`;

const rights = [
  // What a thread is about and whom it is for never changes: a state's own cannot become everybody's.
  'revoke update on comment_thread from concordat_web',
  `grant update (assigned_person_id, assigned_member_id, assigned_by, assigned_at, resolved_at, resolved_by, version)
     on comment_thread to concordat_web`,
  // What somebody said is changed by nobody else, and never moves to another thread.
  'revoke update on comment_message from concordat_web',
  'grant update (body, edited_at, deleted_at, version) on comment_message to concordat_web',
  'drop policy web_participants on comment_message',
  `create policy web_participants on comment_message for select to concordat_web using (${inSight})`,
  `create policy web_author on comment_message for insert to concordat_web with check (${byOneself})`,
  `create policy web_author_changes on comment_message for update to concordat_web using (${byOneself})`,
  'alter table "comment_notice" enable row level security',
  'alter table "comment_notice" force row level security',
  'create policy migrate_operator on comment_notice for all to concordat_migrate using (true) with check (true)',
  'create policy worker_worker on comment_notice for all to concordat_worker using (true) with check (true)',
  `create policy web_addressee on comment_notice for select to concordat_web using (${own})`,
  `create policy web_addressee_sees on comment_notice for update to concordat_web using (${own})`,
  `create policy web_teller on comment_notice for insert to concordat_web with check (${reachesReader})`,
  'grant select, insert, update (seen_at) on comment_notice to concordat_web',
  'grant select, delete, update (occurrence_id) on comment_notice to concordat_worker',
];

const back = [
  'drop table "comment_notice"',
  'drop policy web_author on comment_message',
  'drop policy web_author_changes on comment_message',
  'drop policy web_participants on comment_message',
  `create policy web_participants on comment_message for all to concordat_web using (${inSight}) with check (${inSight})`,
  'grant update on comment_message, comment_thread to concordat_web',
  'alter table "comment_message" drop column edited_at, drop column deleted_at, drop column version',
  `alter table "comment_thread" drop column assigned_person_id, drop column assigned_member_id,
     drop column assigned_by, drop column assigned_at`,
];

/**
 * Comments whole: whom a thread waits for, messages that their writers change and delete, and who is told of what, as
 * ids that the ledger may read.
 */
export class Comments1700000000030 implements MigrationInterface {
  readonly name = 'Comments1700000000030';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...rights]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of back) await runner.query(statement);
  }
}
