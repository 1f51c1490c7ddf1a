import { Injectable } from '@nestjs/common';
import type { ProposalOrigin, ProposalState } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';

/** A deadline to come in one of the reader's proposals. */
export interface CalendarRow {
  readonly id: string;
  readonly proposalId: string;
  readonly acronym: string;
  readonly kind: string;
  readonly title: string;
  readonly at: Date;
  readonly zone: string;
}

/** An invitation to the reader's own address that nobody has answered. */
export interface InvitedRow {
  readonly acronym: string;
  readonly stateCode: string | null;
  readonly sentAt: Date;
  readonly expiresAt: Date;
}

/** A proposal in counts and dates. */
export interface ProgressRow {
  readonly id: string;
  readonly acronym: string;
  readonly origin: ProposalOrigin;
  readonly state: ProposalState;
  readonly callIdentifier: string | null;
  readonly cutOffAt: Date;
  readonly cutOffZone: string;
  readonly cutOffLabel: string | null;
  readonly coordinatingState: string;
  readonly members: number;
  readonly sectionsReady: number;
  readonly sectionsTotal: number;
  readonly sectionsLate: number;
  readonly verdictsAwaited: number;
  readonly nextKind: string | null;
  readonly nextAt: Date | null;
  readonly nextZone: string | null;
  readonly submittedAt: Date | null;
}

/** What a person's first screen needs beside the readiness of their proposals, and what the admin may follow. */
@Injectable()
export class PortfolioRepository {
  /** Deadlines of the reader's proposals that are still to come, the next first; not those of single sections. */
  calendar(tx: Transaction, most: number): Promise<CalendarRow[]> {
    return tx.query<CalendarRow>(
      `select d.id, d.proposal_id as "proposalId", p.acronym, d.kind, d.title, d.at, d.zone
         from deadline d join proposal p on p.id = d.proposal_id
        where d.proposal_id in (select app.my_proposals()) and p.state <> 'withdrawn'
          and d.done_at is null and d.cancelled_at is null and d.at > clock_timestamp()
          and d.kind not in ('section', 'review_round')
        order by d.at, p.acronym, d.id limit $1`,
      [most],
    );
  }

  /** Proposals (of those given) for which a package of the current draft was prepared. */
  async prepared(tx: Transaction, proposalIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ id: string }>(
      `select p.id from proposal p where p.id = any($1::uuid[]) and exists (
         select from package k where k.proposal_id = p.id and k.draft_number = p.draft_number)`,
      [proposalIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  invitations(tx: Transaction): Promise<InvitedRow[]> {
    return tx.query<InvitedRow>(
      `select acronym, state_code as "stateCode", sent_at as "sentAt", expires_at as "expiresAt"
         from app.my_invitations() order by sent_at`,
    );
  }

  /** Every proposal; the database answers an admin only, and knows no text here. */
  progress(tx: Transaction): Promise<ProgressRow[]> {
    return tx.query<ProgressRow>(
      `select p.id, p.acronym, p.origin, p.state, k.identifier as "callIdentifier", c.at as "cutOffAt",
              c.zone as "cutOffZone", c.label as "cutOffLabel", p.coordinating_state as "coordinatingState",
              (select count(*)::int from consortium_member m where m.proposal_id = p.id and m.left_at is null) as members,
              coalesce(f.ready, 0) as "sectionsReady", coalesce(f.total, 0) as "sectionsTotal",
              coalesce(f.late, 0) as "sectionsLate", coalesce(f.awaited, 0) as "verdictsAwaited",
              n.kind as "nextKind", n.at as "nextAt", n.zone as "nextZone", p.submitted_at as "submittedAt"
         from proposal p
         join cut_off c on c.id = p.cut_off_id
         left join call k on k.id = p.call_id
         left join app.progress_figures() f on f.proposal_id = p.id
         left join lateral (
           select d.kind, d.at, d.zone from deadline d
            where d.proposal_id = p.id and d.done_at is null and d.cancelled_at is null and d.at > clock_timestamp()
            order by d.at limit 1) n on true
        order by c.at desc, p.acronym`,
    );
  }
}
