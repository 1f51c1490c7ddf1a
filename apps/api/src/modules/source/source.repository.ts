import { Injectable } from '@nestjs/common';
import type { KeptSource } from '@concordat/contracts';
import type { Transaction } from '../../platform/database/index.js';

const columns = 'source, authors, title, container, publisher, year, volume, pages, doi, url';

/** The sources that proposals keep. */
@Injectable()
export class SourceRepository {
  all(tx: Transaction, proposalId: string): Promise<KeptSource[]> {
    return tx.query<KeptSource>(
      `select ${columns} from proposal_source where proposal_id = $1 order by lower(title), lower(authors), source`,
      [proposalId],
    );
  }

  async keep(tx: Transaction, proposalId: string, sources: readonly KeptSource[]): Promise<void> {
    await tx.execute(
      `insert into proposal_source (proposal_id, ${columns})
       select $1, ${columns} from jsonb_populate_recordset(null::proposal_source, $2::jsonb)
       on conflict (proposal_id, source) do update set
         authors = excluded.authors, title = excluded.title, container = excluded.container,
         publisher = excluded.publisher, year = excluded.year, volume = excluded.volume,
         pages = excluded.pages, doi = excluded.doi, url = excluded.url`,
      [proposalId, JSON.stringify(sources)],
    );
  }

  async drop(tx: Transaction, proposalId: string, sources: readonly string[]): Promise<void> {
    await tx.execute('delete from proposal_source where proposal_id = $1 and source = any($2::text[])', [
      proposalId,
      [...sources],
    ]);
  }
}
