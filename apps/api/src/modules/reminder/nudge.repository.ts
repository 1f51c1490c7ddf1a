import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';

/** What was reminded of by hand. Runs as the web. */
@Injectable()
export class NudgeRepository {
  /** Two at once come one after the other, so that the hour's rule sees both. */
  async lock(tx: Transaction, proposalId: string, sectionId: string): Promise<{ readonly count: number }> {
    const [section] = await tx.query('select id from section where id = $1 and proposal_id = $2', [
      sectionId,
      proposalId,
    ]);
    if (!section) throw new Refusal('not_found');
    await tx.execute('select pg_advisory_xact_lock(hashtextextended($1, 5))', [sectionId]);
    const [row] = await tx.query<{ count: number }>(
      `select coalesce(max(about_revision), 0) as count from reminder_occurrence
       where about_id = $1 and kind = 'nudge'`,
      [sectionId],
    );
    return { count: row?.count ?? 0 };
  }

  /** Who was reminded of it within the hour. */
  async remindedLately(tx: Transaction, sectionId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select distinct recipient_id as id from reminder_occurrence
       where about_id = $1 and kind = 'nudge' and created_at > clock_timestamp() - interval '1 hour'
         and state <> 'cancelled'`,
      [sectionId],
    );
    return rows.map(({ id }) => id);
  }
}
