import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Appending to a section's log in one statement, so that a keystroke costs one journey to the database. Both
 * functions run with the editor's own rights: row security and the guards say the last word, row by row.
 */
const functions: Record<string, string> = {
  /**
   * The facts on which a person's right to edit a section rests, as one value: a decision made on other facts no
   * longer counts. Null once the person takes no part, and from the cut-off on. That a draft has begun changes nobody's
   * right: it would make everybody's first words wait for another decision.
   */
  'edit_facts_mark(wanted uuid, person uuid) returns text language sql stable': `
    select md5(row(s.proposal_id, replace(s.state, 'not_started', 'drafting'), s.is_group, s.frozen_at is not null, c.at, s.lead_person_id, m.member_id,
        m.roles, array(select k.person_id from public.section_contributor k where k.section_id = s.id order by 1))::text)
      from public.section s join public.proposal p on p.id = s.proposal_id join public.cut_off c on c.id = p.cut_off_id
      join public.membership m on m.proposal_id = s.proposal_id and m.person_id = person and m.ended_at is null
     where s.id = wanted and clock_timestamp() < c.at`,
  /**
   * Moves the head of the log from the position before the first row and inserts the rows, each as its author.
   * Answers what happened, and to whom: stored, moved (another owner or position), rights, stale (the author's mark is
   * not that of the facts any more), or why the section is closed. A mark that is null is not compared.
   */
  [`append_updates(wanted uuid, epoch integer, first_seq bigint, people uuid[], devices uuid[], hashes bytea[],
      contents bytea[], marks text[], bound_rows integer[], bound_clients bigint[], channel text,
      out outcome text, out who uuid) language plpgsql`]: `
    declare
      total constant integer := cardinality(people);
      found_proposal uuid;
      found_state text;
      closed text;
    begin
      outcome := 'stored';
      who := people[1];
      perform set_config('app.person_id', who::text, true), set_config('synchronous_commit', 'on', true);
      update public.section
         set log_seq = first_seq + total - 1, last_edited_at = clock_timestamp(), last_edited_by = people[total]
       where id = wanted and owner_epoch = epoch and log_seq = first_seq - 1
         and frozen_at is null and state not in ('approved', 'locked')
      returning proposal_id, state into found_proposal, found_state;
      if found_proposal is null then
        select case when frozen_at is not null then 'section.frozen' when state = 'approved' then 'section.approved'
                    when state = 'locked' then 'section.locked' else 'moved' end
          into closed from public.section where id = wanted;
        outcome := coalesce(closed, 'rights');
        return;
      end if;
      if first_seq = 1 then perform pg_notify(channel, json_build_object(
        'to', 'proposal', 'kind', 'section.started', 'proposalId', found_proposal, 'id', wanted)::text); end if;
      for n in 1..total loop
        if people[n] is distinct from who then
          who := people[n];
          perform set_config('app.person_id', who::text, true);
        end if;
        if marks[n] is not null and (n = 1 or people[n - 1] is distinct from who)
          and app.edit_facts_mark(wanted, who) is distinct from marks[n]
        then raise exception 'decided on other facts' using errcode = 'CX020'; end if;
        insert into public.section_update (proposal_id, section_id, owner_epoch, person_id, seq, device_id, sha256, bytes)
        values (found_proposal, wanted, epoch, who, first_seq + n - 1, devices[n], hashes[n], contents[n]);
        -- No "on conflict": an id that is somebody else's after all must fail the commit.
        insert into public.client_binding (proposal_id, section_id, client_id, person_id, device_id)
        select found_proposal, wanted, client, who, devices[n]
          from unnest(bound_rows, bound_clients) as bound(row_at, client) where row_at = n;
      end loop;
      -- The first words begin a draft. Only now: the state is one of the facts that were decided on.
      if found_state = 'not_started' then update public.section set state = 'drafting' where id = wanted; end if;
    exception
      when sqlstate 'CX020' then outcome := 'stale';
      when insufficient_privilege or sqlstate 'CX002' then outcome := 'rights';
    end`,
};

const nameOf = (signature: string): string => /^\w+/.exec(signature)?.[0] ?? signature;

export class SectionAppend1700000000020 implements MigrationInterface {
  readonly name = 'SectionAppend1700000000020';

  async up(runner: QueryRunner): Promise<void> {
    for (const [signature, body] of Object.entries(functions)) {
      await runner.query(`create function app.${signature} as $$ ${body} $$`);
      await runner.query(`revoke execute on function app.${nameOf(signature)} from public`);
      await runner.query(`grant execute on function app.${nameOf(signature)} to concordat_collab`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const signature of Object.keys(functions).reverse())
      await runner.query(`drop function app.${nameOf(signature)}`);
  }
}
