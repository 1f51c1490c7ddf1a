import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the questions below may read: which rows there are and how far they have come, never a word of text. */
const readable: Record<string, string> = {
  section: 'id, proposal_id, is_group, state, due_at',
  review_round: 'id, proposal_id, state',
  review_request: 'proposal_id, round_id, member_id',
  verdict: 'round_id, member_id, superseded_at',
  invitation: 'proposal_id, member_id, email, state, created_at, expires_at',
  consortium_member: 'id, state_code, left_at',
};

/** Questions that cross the boundary of proposals; each answers in figures or about the asking person alone. */
const questions: Record<string, string> = {
  // For the admin's view of progress; nobody else gets a row.
  'progress_figures() returns table (proposal_id uuid, total integer, ready integer, late integer, awaited integer)': `
    select p.id,
      (select count(*)::int from public.section s where s.proposal_id = p.id and not s.is_group),
      (select count(*)::int from public.section s where s.proposal_id = p.id and not s.is_group
         and s.state in ('approved', 'locked')),
      (select count(*)::int from public.section s where s.proposal_id = p.id and not s.is_group
         and s.state in ('not_started', 'drafting', 'changes_requested') and s.due_at < clock_timestamp()),
      (select count(*)::int from public.review_request q
         join public.review_round r on r.id = q.round_id
         join public.consortium_member m on m.id = q.member_id
        where q.proposal_id = p.id and r.state in ('open', 'changes_requested') and m.left_at is null
          and not exists (select from public.verdict v where v.round_id = q.round_id and v.member_id = q.member_id
            and v.superseded_at is null))
    from public.proposal p where app.is_admin()`,
  // Invitations to the person's own address that wait for an answer. The token is not among what is read.
  'my_invitations() returns table (acronym text, state_code text, sent_at timestamptz, expires_at timestamptz)': `
    select p.acronym, m.state_code, i.created_at, i.expires_at
      from public.invitation i
      join public.proposal p on p.id = i.proposal_id
      left join public.consortium_member m on m.id = i.member_id
     where lower(i.email) = lower(app.my_email()) and i.state = 'sent' and i.expires_at > clock_timestamp()
       and p.id not in (select app.my_proposals())`,
};

const nameOf = (signature: string): string => signature.split(' returns')[0] ?? signature;

/** The read models of portfolio and admin's progress that row security would otherwise hide. */
export class ProposalQuestions1700000000007 implements MigrationInterface {
  readonly name = 'ProposalQuestions1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant usage, create on schema app to concordat_rls');
    for (const [table, columns] of Object.entries(readable))
      await runner.query(`grant select (${columns}) on public."${table}" to concordat_rls`);
    for (const [signature, body] of Object.entries(questions)) {
      await runner.query(
        `create function app.${signature} language sql stable security definer set search_path = pg_catalog, pg_temp as $$ ${body} $$`,
      );
      await runner.query(`revoke execute on function app.${nameOf(signature)} from public`);
      await runner.query(`grant execute on function app.${nameOf(signature)} to concordat_web`);
      await runner.query(`alter function app.${nameOf(signature)} owner to concordat_rls`);
    }
    await runner.query('revoke create on schema app from concordat_rls');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const signature of Object.keys(questions))
      await runner.query(`drop function app.${nameOf(signature)}`);
    for (const [table, columns] of Object.entries(readable))
      await runner.query(`revoke select (${columns}) on public."${table}" from concordat_rls`);
  }
}
