import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CollabDatabase } from '../../platform/database/index.js';

/** What one answer carries at most of one section's log, in rows and bytes; the next answer carries on. */
const mostRows = 500;
const mostBytes = 1024 * 1024;

interface Row {
  readonly seq: string;
  readonly sha256: Buffer;
  readonly bytes: Buffer;
}

/** A stretch of the log without a gap, or `incomplete` where rows have been archived or are damaged. */
export type Stretch = { readonly seq: number; readonly updates: readonly Buffer[] } | 'incomplete';

/** Reads the log for pages without a socket, each time as the person who asks. */
@Injectable()
export class ChangeReader {
  constructor(private readonly db: CollabDatabase) {}

  /** The section's proposal; null for a section that is missing or not this person's to read. */
  async proposalOf(personId: string, sectionId: string): Promise<string | null> {
    return this.db.transaction({ personId }, async (tx) => {
      const [section] = await tx.query<{ proposalId: string }>(standing, [sectionId, personId]);
      return section?.proposalId ?? null;
    });
  }

  /** The log after a position, up to another; null if the person may not read the section any more. */
  async stretch(personId: string, sectionId: string, after: number, upTo: number): Promise<Stretch | null> {
    return this.db.transaction({ personId }, async (tx) => {
      if ((await tx.query(standing, [sectionId, personId])).length === 0) return null;
      if (after >= upTo) return { seq: after, updates: [] };
      const rows = await tx.query<Row>(
        `select seq, sha256, bytes from (
           select seq, sha256, bytes, sum(octet_length(bytes)) over (order by seq) as total from section_update
            where section_id = $1 and seq > $2 and seq <= $3 order by seq limit ${mostRows}) as next
          where total <= ${mostBytes} or seq = $2 + 1 order by seq`,
        [sectionId, after, upTo],
      );
      const isWhole = rows.every(
        ({ seq, sha256, bytes }, at) =>
          Number(seq) === after + 1 + at && createHash('sha256').update(bytes).digest().equals(sha256),
      );
      if (rows.length === 0 || !isWhole) return 'incomplete';
      return { seq: after + rows.length, updates: rows.map(({ bytes }) => bytes) };
    });
  }
}

/** A section as somebody who takes part in its proposal sees it. */
const standing = `
  select s.proposal_id as "proposalId" from section s
    join membership m on m.proposal_id = s.proposal_id and m.person_id = $2 and m.ended_at is null
   where s.id = $1 and not s.is_group`;
