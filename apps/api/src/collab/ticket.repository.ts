import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { schemaVersion } from '@concordat/document';
import { CollabDatabase, question } from '../platform/database/index.js';
import type { SignedIn } from '../platform/authz/index.js';
import type { EditorContext } from './editor-context.js';

const redemption = question(
  `with redeemed as (
     update collab_ticket set used_at = clock_timestamp()
      where token_hash = $1 and section_id = $2 and person_id = $3 and session_id = $4
        and schema_version = $5 and used_at is null and expires_at > clock_timestamp()
     returning proposal_id, device_id, mode)
   select r.proposal_id as "proposalId", r.device_id as "deviceId", r.mode,
          json_build_object('id', p.id, 'displayName', p.display_name, 'stateCode', c.state_code,
            'authorColour', c.author_colour) as author
     from redeemed r join person p on p.id = $3 and p.disabled_at is null
     join membership m on m.person_id = p.id and m.proposal_id = r.proposal_id and m.ended_at is null
     join consortium_member c on c.id = m.member_id`,
);

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
    const { personId, sessionId } = signedIn;
    const hash = `\\x${createHash('sha256').update(ticket).digest('hex')}`;
    const [redeemed] = await this.db.act<
      Pick<EditorContext, 'proposalId' | 'deviceId' | 'mode'> & { author: EditorContext['author'] }
    >(signedIn, redemption, hash, sectionId, personId, sessionId, schemaVersion);
    return redeemed ? { ...redeemed, sectionId, personId, sessionId, announced: new Set() } : null;
  }
}
