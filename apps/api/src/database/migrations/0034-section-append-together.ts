import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Appending to the logs of several sections in one statement, so that they share its commit. Each section's rows go
 * through app.append_updates, in a transaction within the transaction: what happens to one happens to no other.
 *
 * Answers for each section what app.append_updates answers, or `alone`: its row is locked by somebody, it cannot be
 * seen, a lock could not be had at once, or it failed. Nothing of it is stored then, and it is asked for once more by
 * itself, where it may wait and may fail. `wanted`, `epochs`, `first_seqs` and `totals` have one element for each
 * section, the other arrays one for each row of all sections, in their order.
 */
const signature = `append_together(wanted uuid[], epochs integer[], first_seqs bigint[], totals integer[], people uuid[],
    devices uuid[], hashes bytea[], contents bytea[], marks text[], bound_rows integer[], bound_clients bigint[], channel text)
  returns table (outcome text, who uuid) language plpgsql`;

const body = `
  declare
    before integer := 0;
    upto integer;
  begin
    -- Nobody waits for the lock of a stranger.
    perform set_config('lock_timeout', '100', true);
    for n in 1..cardinality(wanted) loop
      upto := before + totals[n];
      begin
        perform set_config('app.person_id', people[before + 1]::text, true);
        perform 1 from public.section where id = wanted[n] for no key update skip locked;
        if found then
          select appended.outcome, appended.who into outcome, who from app.append_updates(
            wanted[n], epochs[n], first_seqs[n], people[before + 1:upto], devices[before + 1:upto],
            hashes[before + 1:upto], contents[before + 1:upto], marks[before + 1:upto],
            array(select at - before from unnest(bound_rows) with ordinality as bound(at, place)
                   where at > before and at <= upto order by place),
            array(select bound_clients[place] from unnest(bound_rows) with ordinality as bound(at, place)
                   where at > before and at <= upto order by place),
            channel) as appended;
        else
          outcome := 'alone';
        end if;
      exception when others then
        outcome := 'alone';
      end;
      return next;
      before := upto;
    end loop;
  end`;

export class SectionAppendTogether1700000000034 implements MigrationInterface {
  readonly name = 'SectionAppendTogether1700000000034';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create function app.${signature} as $$ ${body} $$`);
    await runner.query('revoke execute on function app.append_together from public');
    await runner.query('grant execute on function app.append_together to concordat_collab');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function app.append_together');
  }
}
