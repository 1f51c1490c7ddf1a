import { Injectable } from '@nestjs/common';
import type { AuditExportLine, AuditLine, AuditPage } from '@concordat/contracts';
import type { Transaction } from '../../platform/database/index.js';

/** Which lines are wanted; what is null does not narrow. */
export interface AuditFilter {
  readonly before: number | null;
  /** The first words of acts: `section`, `review`. */
  readonly words: readonly string[] | null;
  readonly personId: string | null;
  readonly sectionId: string | null;
  readonly limit: number;
}

/** The chain of what belongs to no proposal. */
const installation = '00000000-0000-0000-0000-000000000000';
const chainOf = (proposalId: string | null): string => proposalId ?? installation;

/** What was written down holds ids; names are looked up when it is read, with the reader's own rights. */
const objectName = `case e.object_kind
  when 'section' then (select s.number || ' ' || s.title from section s where s.id = o.id)
  when 'review_round' then (select s.number || ' ' || s.title from review_round r join section s on s.id = r.section_id
    where r.id = o.id)
  when 'comment_thread' then (select s.number || ' ' || s.title from comment_thread t join section s on s.id = t.section_id
    where t.id = o.id)
  when 'proposal' then (select p.acronym from proposal p where p.id = o.id)
  when 'member' then (select m.state_code from consortium_member m where m.id = o.id)
  when 'membership' then (select p.display_name from membership m join person p on p.id = m.person_id where m.id = o.id)
  when 'person' then (select p.display_name from person p where p.id = o.id)
  when 'invitation' then (select nullif(i.display_name, '') from invitation i where i.id = o.id)
  when 'reminder' then (select p.display_name from reminder_occurrence r join person p on p.id = r.recipient_id
    where r.id = o.id)
  when 'call' then (select c.identifier from call c where c.id = o.id)
  when 'cut_off' then (select c.label from cut_off c where c.id = o.id)
  when 'deadline' then (select d.title from deadline d where d.id = o.id)
  when 'package' then (select k.number::text from package k where k.id = o.id)
  when 'submission' then (select s.receipt_number from submission s where s.id = o.id)
  end`;

const sectionId = `coalesce(case when e.object_kind = 'section' then o.id end, (e.after->>'sectionId')::uuid)`;

const detail = `jsonb_build_object(
  'personName', (select p.display_name from person p
    where p.id = coalesce(e.after->>'leadPersonId', e.after->>'personId')::uuid),
  'stateCode', coalesce(e.after->>'stateCode', (select m.state_code from verdict v
    join consortium_member m on m.id = v.member_id where v.id = (e.after->>'verdictId')::uuid)),
  'roles', coalesce(e.after->'roles', e.after->'installationRoles'),
  'verdict', (select v.kind from verdict v where v.id = (e.after->>'verdictId')::uuid),
  'from', case when e.action = 'cut_off.move' then e.before->>'at' end,
  'to', case when e.action = 'cut_off.move' then e.after->>'at' end)`;

const joined = `from audit_link l join audit_event e on e.id = l.event_id
  cross join lateral (select case when e.object_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    then e.object_id::uuid end as id) o`;

/** Reads records. Row security shows a proposal's to those who take part, and the installation's to admins. */
@Injectable()
export class AuditRepository {
  page(tx: Transaction, proposalId: string | null, filter: AuditFilter): Promise<AuditLine[]> {
    return tx.query<AuditLine>(
      `select l.number::int as number, app.instant_text(e.at) as at, app.person_brief(e.person_id, e.proposal_id) as person,
         e.person_id is not null and app.person_brief(e.person_id, e.proposal_id) is null as "byOutsider", e.action,
         e.object_kind as "objectKind", ${objectName} as "objectName", ${sectionId} as "sectionId", ${detail} as detail
       ${joined} where l.chain = $1 and ($2::bigint is null or l.number < $2)
         and ($3::text[] is null or split_part(e.action, '.', 1) = any($3))
         and ($4::uuid is null or e.person_id = $4) and ($5::uuid is null or ${sectionId} = $5)
         -- What a state discusses among itself is not told to the others, not even that it does.
         and (e.object_kind <> 'comment_thread' or exists (select from comment_thread t where t.id = o.id))
       order by l.number desc limit $6`,
      [chainOf(proposalId), filter.before, filter.words, filter.personId, filter.sectionId, filter.limit],
    );
  }

  /** The last number of a chain; 0 where nothing was done yet. */
  async length(tx: Transaction, proposalId: string | null): Promise<number> {
    const [row] = await tx.query<{ number: number }>(
      'select number::int as number from audit_link where chain = $1 order by number desc limit 1',
      [chainOf(proposalId)],
    );
    return row?.number ?? 0;
  }

  /** The events that follow a number, as they were hashed, oldest first. */
  chain(
    tx: Transaction,
    proposalId: string | null,
    { after, limit }: { readonly after: number; readonly limit: number },
  ): Promise<AuditExportLine[]> {
    return tx.query<AuditExportLine>(
      `select l.version::int as version, l.number::int as number,
         to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.person_id as "personId",
         p.display_name as "personName", e.action, e.object_kind as "objectKind", e.object_id as "objectId",
         e.proposal_id as "proposalId", e.before, e.after, e.request_id as "requestId",
         encode(l.previous, 'hex') as previous, encode(l.sha256, 'hex') as sha256
       from audit_link l join audit_event e on e.id = l.event_id left join person p on p.id = e.person_id
       where l.chain = $1 and l.number > $2 order by l.number limit $3`,
      [chainOf(proposalId), after, limit],
    );
  }

  /** Everybody who takes or took part, for choosing among them. */
  people(tx: Transaction, proposalId: string): Promise<AuditPage['people']> {
    return tx.query(
      `select b.id, b."displayName", b."stateCode" from (select distinct person_id from membership where proposal_id = $1) m
         cross join lateral jsonb_to_record(app.person_brief(m.person_id, $1))
           as b(id uuid, "displayName" text, "stateCode" text) order by lower(b."displayName"), b.id`,
      [proposalId],
    );
  }

  sections(tx: Transaction, proposalId: string): Promise<AuditPage['sections']> {
    return tx.query(
      `select id, number, title from section where proposal_id = $1 and not is_group order by position, id`,
      [proposalId],
    );
  }
}
