import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { schemaVersion } from '@concordat/document';
import { CollabDatabase } from '../platform/database/index.js';
import type { SignedIn } from '../platform/authz/index.js';
import type { EditorContext } from './editor-context.js';

/** Redeems one-time tickets. A ticket opens one section, once, within 60 s, for the session that asked for it. */
@Injectable()
export class TicketRepository {
  constructor(private readonly db: CollabDatabase) {}

  /** Null for a ticket that is expired, used, foreign, of another session, or of an older document schema. */
  async redeem(
    signedIn: Pick<SignedIn, 'personId' | 'sessionId'>,
    sectionId: string,
    ticket: string,
  ): Promise<EditorContext | null> {
    return this.db.transaction(signedIn, async (tx) => {
      const [redeemed] = await tx.query<{ proposalId: string; deviceId: string; mode: 'edit' | 'read' }>(
        `update collab_ticket set used_at = clock_timestamp()
         where token_hash = $1 and section_id = $2 and person_id = $3 and session_id = $4
           and schema_version = $5 and used_at is null and expires_at > clock_timestamp()
         returning proposal_id as "proposalId", device_id as "deviceId", mode`,
        [
          createHash('sha256').update(ticket).digest(),
          sectionId,
          signedIn.personId,
          signedIn.sessionId,
          schemaVersion,
        ],
      );
      if (!redeemed) return null;
      const [author] = await tx.query<EditorContext['author']>(
        `select p.id, p.display_name as "displayName", c.state_code as "stateCode", c.author_colour as "authorColour"
         from person p join membership m on m.person_id = p.id and m.proposal_id = $2 and m.ended_at is null
         join consortium_member c on c.id = m.member_id where p.id = $1 and p.disabled_at is null`,
        [signedIn.personId, redeemed.proposalId],
      );
      if (!author) return null;
      return {
        ...redeemed,
        sectionId,
        personId: signedIn.personId,
        sessionId: signedIn.sessionId,
        announced: new Set(),
        author,
      };
    });
  }
}
