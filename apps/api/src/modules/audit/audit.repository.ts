import { Injectable } from '@nestjs/common';
import type { AuditLine } from '@concordat/contracts';
import type { Transaction } from '../../platform/database/index.js';

/** What was written down holds ids; names are looked up when it is read, with the reader's own rights. */
const objectName = `case e.object_kind
  when 'section' then (select s.number || ' ' || s.title from section s where s.id::text = e.object_id)
  when 'review_round' then (select s.number || ' ' || s.title from review_round r join section s on s.id = r.section_id
    where r.id::text = e.object_id)
  when 'proposal' then (select p.acronym from proposal p where p.id::text = e.object_id)
  when 'member' then (select m.state_code from consortium_member m where m.id::text = e.object_id)
  when 'consortium_member' then (select m.state_code from consortium_member m where m.id::text = e.object_id)
  when 'membership' then (select p.display_name from membership m join person p on p.id = m.person_id
    where m.id::text = e.object_id)
  when 'person' then (select p.display_name from person p where p.id::text = e.object_id)
  when 'deadline' then (select d.title from deadline d where d.id::text = e.object_id)
  when 'package' then (select k.number::text from package k where k.id::text = e.object_id)
  when 'submission' then (select s.receipt_number from submission s where s.id::text = e.object_id)
  end`;

/** Reads the record of a proposal. Row security shows it to those who take part. */
@Injectable()
export class AuditRepository {
  page(tx: Transaction, proposalId: string, before: string | undefined, limit: number): Promise<AuditLine[]> {
    return tx.query<AuditLine>(
      `select e.id::text as id, app.instant_text(e.at) as at, app.person_brief(e.person_id, e.proposal_id) as person,
         e.action, e.object_kind as "objectKind", ${objectName} as "objectName",
         case when e.object_kind = 'section' then e.object_id::uuid end as "sectionId"
       from audit_event e where e.proposal_id = $1 and ($2::bigint is null or e.id < $2::bigint)
       order by e.id desc limit $3`,
      [proposalId, before ?? null, limit],
    );
  }
}
