import { fastify } from 'fastify';
import pg from 'pg';

/**
 * The same lists by bare Fastify and pg, in the statements one writes by hand: nobody is asked who they are or what they
 * may see. Of what stands in the way of a proposal only what counting finds is counted; rules are not asked.
 */
const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 });
pool.on('error', () => undefined);
const app = fastify();

app.get('/sections/:proposalId', async ({ params }) => {
  const { rows } = await pool.query(
    `select s.id, s.parent_id as "parentId", s.number, s.title, s.is_group as "isGroup", s.mandatory, s.state,
       s.frozen_at is not null as frozen, s.words, s.word_limit as "wordLimit", s.limit_verified as "limitVerified",
       case when lead.id is not null then
         jsonb_build_object('id', lead.id, 'displayName', lead.display_name, 'stateCode', c.state_code) end as lead,
       case when s.due_at is not null then
         jsonb_build_object('at', app.instant_text(s.due_at), 'zone', s.due_zone, 'label', null) end as due,
       coalesce(talk.open, 0) as "openComments", false as "changedSinceRead"
     from section s
     left join person lead on lead.id = s.lead_person_id
     left join consortium_member c on c.id = s.lead_member_id
     left join (select t.section_id, count(*)::int as open from comment_thread t
       where t.proposal_id = $1 and t.resolved_at is null and t.internal_member_id is null group by t.section_id) talk on talk.section_id = s.id
     where s.proposal_id = $1 order by s.position`,
    [params.proposalId],
  );
  return { sections: rows };
});

const isOpen = `p.state in ('drafting', 'internal_review', 'frozen') and c.at > clock_timestamp()`;
const standsInTheWay = `s.state not in ('approved', 'locked') and s.mandatory and s.lead_member_id is null`;
const isLate = `s.state in ('not_started', 'drafting') and s.due_at < clock_timestamp()`;

app.get('/portfolio/:personId', async ({ params }) => {
  const [proposals, calendar, invitations] = await Promise.all([
    pool.query(
      `select p.id, p.acronym, p.title, p.origin, p.state,
         case when k.id is not null then
           jsonb_build_object('id', k.id, 'identifier', k.identifier, 'title', k.title) end as call,
         jsonb_build_object('at', app.instant_text(c.at), 'zone', c.zone, 'label', c.label) as closes,
         c.at <= clock_timestamp() as closed, p.coordinating_state as "coordinatingState",
         array(select m.state_code from consortium_member m where m.proposal_id = p.id and m.left_at is null
           and m.role = 'partner' order by 1) as "partnerStates",
         (select jsonb_build_object('total', count(*),
              'ready', count(*) filter (where s.state in ('approved', 'locked')))
            from section s where s.proposal_id = p.id and not s.is_group) as sections,
         (select jsonb_build_object('asked', count(distinct q.member_id),
              'agreed', count(distinct q.member_id) filter (where v.kind = 'approve'))
            from review_request q left join verdict v on v.round_id = q.round_id and v.member_id = q.member_id
             and v.superseded_at is null where q.proposal_id = p.id) as states,
         (select jsonb_build_object('count', count(*), 'late', count(*) filter (where ${isLate}),
              'first', min(jsonb_build_object('code', 'blocker.no_lead', 'params',
                jsonb_build_object('number', s.number, 'title', s.title, 'stateCode', p.coordinating_state))::text)::json)
            from section s where s.proposal_id = p.id and not s.is_group and ${isOpen}
             and ((${standsInTheWay}) or (${isLate}))) as blockers,
         app.instant_text(p.submitted_at) as "submittedAt"
       from proposal p join cut_off c on c.id = p.cut_off_id left join call k on k.id = p.call_id
       where p.id in (select proposal_id from membership where person_id = $1 and ended_at is null)
       order by c.at <= clock_timestamp(), abs(extract(epoch from c.at - clock_timestamp())), p.acronym`,
      [params.personId],
    ),
    pool.query(
      `select d.id as "deadlineId", d.proposal_id as "proposalId", p.acronym, d.kind, d.title,
         jsonb_build_object('at', app.instant_text(d.at), 'zone', d.zone, 'label', null) as due
       from deadline d join proposal p on p.id = d.proposal_id
       join membership m on m.proposal_id = p.id and m.person_id = $1 and m.ended_at is null
       where d.done_at is null and d.cancelled_at is null and d.at > clock_timestamp()
         and d.kind not in ('section', 'review_round') order by d.at, p.acronym, d.id limit 6`,
      [params.personId],
    ),
    pool.query(
      `select p.acronym, i.created_at as "sentAt", i.expires_at as "expiresAt" from invitation i join proposal p on p.id = i.proposal_id
       where i.state = 'sent' and i.email = (select email from person where id = $1)`,
      [params.personId],
    ),
  ]);
  return {
    lede: [{ code: 'lede.waiting', params: { count: invitations.rows.length } }],
    waiting: invitations.rows,
    waitingTotal: invitations.rows.length,
    proposals: proposals.rows,
    calendar: calendar.rows,
    abilities: {},
  };
});

await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ port: app.server.address().port });
process.on('disconnect', () => process.exit(0));
