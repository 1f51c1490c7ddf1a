import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/index.js';

/** What handlers of events have to look up. Runs as the worker. */
@Injectable()
export class NoticeRepository {
  /** Members asked in a round that have no standing verdict. */
  async awaitedMembers(tx: Transaction, roundId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select q.member_id as id from review_request q where q.round_id = $1 and not exists (
         select from verdict v where v.round_id = q.round_id and v.member_id = q.member_id and v.superseded_at is null)`,
      [roundId],
    );
    return rows.map(({ id }) => id);
  }

  async sectionLead(tx: Transaction, sectionId: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string | null }>(
      'select lead_person_id as id from section where id = $1',
      [sectionId],
    );
    return row?.id ?? null;
  }

  async invitation(
    tx: Transaction,
    id: string,
  ): Promise<{ version: number; email: string; open: boolean; personId: string | null } | undefined> {
    const [row] = await tx.query<{ version: number; email: string; open: boolean; personId: string | null }>(
      `select i.version, i.email, i.state = 'sent' as open,
         (select p.id from person p where p.email = i.email) as "personId" from invitation i where i.id = $1`,
      [id],
    );
    return row;
  }

  async address(tx: Transaction, personId: string): Promise<string | null> {
    const [row] = await tx.query<{ email: string }>(
      'select email from person where id = $1 and disabled_at is null',
      [personId],
    );
    return row?.email ?? null;
  }
}
