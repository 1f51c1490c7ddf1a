import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { IntakeProposal, IntakeView, RecordLetter } from '@concordat/contracts';
import type { Transaction } from '../../platform/database/index.js';

export type IntakeProposalRow = Omit<IntakeProposal, 'lead' | 'partners'> & {
  readonly leadCode: string;
  readonly partnerCodes: readonly string[];
};

export interface LetterRow {
  readonly stateCode: string;
  readonly intent: string;
  readonly receivedOn: string | null;
  readonly verified: boolean;
  readonly sources: string[];
}

/** What the intake desk reads. Row security shows the officer history and what was submitted, after its cut-off. */
@Injectable()
export class IntakeRepository {
  cutOffs(tx: Transaction): Promise<IntakeView['cutOffs']> {
    return tx.query(
      `select o.id, o.number, o.origin,
         jsonb_build_object('at', app.instant_text(o.at), 'zone', o.zone, 'label', o.label) as moment,
         array(select c.identifier from call c join call_cut_off k on k.call_id = c.id
           where k.cut_off_id = o.id order by c.identifier) as calls,
         (select count(*)::int from proposal p where p.cut_off_id = o.id and p.id in (select app.received_proposals()))
           + (select count(*)::int from letter_of_interest l where l.cut_off_id = o.id) as received
       from cut_off o order by o.at desc`,
    );
  }

  proposals(tx: Transaction, cutOffId: string): Promise<IntakeProposalRow[]> {
    return tx.query<IntakeProposalRow>(
      `select p.id, p.acronym, p.title, p.origin, p.state, p.coordinating_state as "leadCode",
         array(select m.state_code from consortium_member m where m.proposal_id = p.id and m.role = 'partner'
           and m.left_at is null order by m.state_code) as "partnerCodes",
         p.hosting_entity as "hostingEntity", c.identifier as "callIdentifier", p.call_verified as "callVerified",
         app.instant_text(coalesce(p.submitted_at, (select max(s.decided_at) from submission s
           where s.proposal_id = p.id and s.state = 'submitted'))) as "submittedAt",
         p.announced_on::text as "announcedOn", p.outcome_announced_on::text as "outcomeAnnouncedOn",
         p.verified, p.sources
       from proposal p left join call c on c.id = p.call_id
       where p.cut_off_id = $1 and p.id in (select app.received_proposals())
       order by p.acronym`,
      [cutOffId],
    );
  }

  letters(tx: Transaction, cutOffId: string): Promise<LetterRow[]> {
    return tx.query<LetterRow>(
      `select state_code as "stateCode", intent, received_on::text as "receivedOn", verified, sources
       from letter_of_interest where cut_off_id = $1 order by state_code`,
      [cutOffId],
    );
  }

  /** False when this state's letter is recorded already. */
  async insertLetter(tx: Transaction, cutOffId: string, letter: RecordLetter): Promise<boolean> {
    const inserted = await tx.execute(
      `insert into letter_of_interest (id, cut_off_id, state_code, intent, received_on, verified)
       values ($1, $2, $3, $4, $5, true) on conflict (cut_off_id, state_code) do nothing`,
      [randomUUID(), cutOffId, letter.stateCode, letter.intent, letter.receivedOn],
    );
    return inserted === 1;
  }
}
