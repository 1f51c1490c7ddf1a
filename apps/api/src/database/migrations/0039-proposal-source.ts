import type { MigrationInterface, QueryRunner } from 'typeorm';

const mine = 'proposal_id in (select app.my_proposals())';

/** Sources that a proposal keeps for its writers, whether its texts cite them now or not. */
export class ProposalSources1700000000039 implements MigrationInterface {
  readonly name = 'ProposalSources1700000000039';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table "proposal_source" (
      proposal_id uuid NOT NULL,
      source text NOT NULL,
      authors text NOT NULL,
      title text NOT NULL,
      container text NOT NULL,
      publisher text NOT NULL,
      year text NOT NULL,
      volume text NOT NULL,
      pages text NOT NULL,
      doi text NOT NULL,
      url text NOT NULL,
      kept_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT "PK_1607fa1daaebf28f6bf4321f8c1" PRIMARY KEY ("proposal_id", "source"),
      CONSTRAINT "FK_2401b5b05f3d3310504a4b846ab" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE NO ACTION
    )`);
    await runner.query('alter table "proposal_source" enable row level security');
    await runner.query('alter table "proposal_source" force row level security');
    await runner.query(
      'create policy migrate_operator on "proposal_source" for all to concordat_migrate using (true) with check (true)',
    );
    await runner.query(
      `create policy web_participants on "proposal_source" for all to concordat_web using (${mine}) with check (${mine})`,
    );
    await runner.query('grant select, insert, update, delete on "proposal_source" to concordat_web');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table "proposal_source"');
  }
}
