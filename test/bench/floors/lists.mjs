import { fastify } from 'fastify';
import pg from 'pg';

/** The same lists by bare Fastify and pg: nobody is asked who they are or what they may see. */
const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 });
pool.on('error', () => undefined);
const app = fastify();

app.get('/sections/:proposalId', async ({ params }) => {
  const { rows } = await pool.query(
    `select s.id, s.parent_id as "parentId", s.number, s.title, s.is_group as "isGroup", s.mandatory, s.state,
       s.frozen_at is not null as frozen, s.words, s.word_limit as "wordLimit", s.limit_verified as "limitVerified",
       app.person_brief(s.lead_person_id, s.proposal_id) as lead,
       case when s.due_at is not null then jsonb_build_object('at', app.instant_text(s.due_at), 'zone', s.due_zone, 'label', null) end as due,
       (select count(*)::int from comment_thread t where t.section_id = s.id and t.resolved_at is null) as "openComments"
     from section s where s.proposal_id = $1 order by s.position`,
    [params.proposalId],
  );
  return { sections: rows };
});

app.get('/portfolio/:personId', async ({ params }) => {
  const { rows } = await pool.query(
    `select p.id, p.acronym, p.title, p.origin, p.state, c.at as "cutOffAt", c.zone as "cutOffZone",
       (select count(*)::int from section s where s.proposal_id = p.id and not s.is_group) as sections,
       (select count(*)::int from section s where s.proposal_id = p.id and s.state in ('approved', 'locked')) as ready,
       (select count(*)::int from consortium_member m where m.proposal_id = p.id and m.left_at is null) as members
     from proposal p join cut_off c on c.id = p.cut_off_id
     where p.id in (select proposal_id from membership where person_id = $1 and ended_at is null) order by c.at, p.acronym`,
    [params.personId],
  );
  return { proposals: rows };
});

await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ port: app.server.address().port });
process.on('disconnect', () => process.exit(0));
