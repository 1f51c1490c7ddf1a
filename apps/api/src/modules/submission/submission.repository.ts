import { Injectable } from '@nestjs/common';
import type { AttemptView, SubmissionBrief } from '@concordat/contracts';
import type { ProposalOrigin, ProposalState, SectionState, SubmissionState } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';
import { notFound, Refusal } from '../../platform/errors/index.js';

/** A proposal with what decides about freezing and submitting it. */
export interface SubmissionProposal {
  readonly id: string;
  readonly acronym: string;
  readonly title: string;
  readonly origin: ProposalOrigin;
  readonly state: ProposalState;
  readonly version: number;
  readonly draftNumber: number;
  readonly callIdentifier: string | null;
  readonly cutOffId: string;
  readonly cutOffAt: Date;
  readonly cutOffZone: string;
  readonly cutOffLabel: string | null;
  readonly coordinatingState: string;
  readonly hostingEntity: string | null;
  readonly templateKey: string;
  readonly templateVersion: number;
  readonly frozenAt: Date | null;
  readonly frozenBy: { id: string; displayName: string; stateCode: string | null } | null;
  readonly freezeReason: string | null;
  readonly hasStandingSubmission: boolean;
  /** The states that are in the consortium now, the coordinating one first. */
  readonly memberStates: readonly string[];
}

/** A node of the outline with what the checks ask of it. */
export interface OutlineRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly templateSectionId: string | null;
  readonly number: string;
  readonly title: string;
  readonly isGroup: boolean;
  readonly mandatory: boolean;
  readonly state: SectionState;
  readonly wordLimit: number | null;
  readonly words: number;
  readonly logSeq: number;
  readonly roundOpen: boolean;
  readonly statesAskingForChanges: number;
  readonly openComments: number;
}

/** A change of a proposal's row. */
export interface ProposalChange {
  readonly version: number;
  readonly state: ProposalState;
  readonly draftNumber: number;
  readonly frozen: { readonly at: Date; readonly by: string; readonly reason: string | null } | null;
  readonly freezeReason?: string | null;
  readonly submittedAt?: Date;
}

export interface StoredSubmission {
  readonly id: string;
  readonly packageId: string;
  readonly state: SubmissionState;
  readonly receipt: string;
  readonly receiptSha256: Buffer;
  readonly signature: Buffer;
  readonly manifest: string;
}

const submissionBrief = `s.id, s.number, s.receipt_number as "receiptNumber", s.package_id as "packageId",
  k.number as "packageNumber", app.instant_text(s.decided_at) as "decidedAt",
  app.person_brief(s.submitted_by, s.proposal_id) as "submittedBy", s.state,
  app.instant_text(s.withdrawn_at) as "withdrawnAt"`;

/** Proposals on their way to the authority: their text's state, submissions, attempts and the chain of receipts. */
@Injectable()
export class SubmissionRepository {
  async load(tx: Transaction, proposalId: string, lock = false): Promise<SubmissionProposal> {
    const [row] = await tx.query<SubmissionProposal>(
      `select p.id, p.acronym, p.title, p.origin, p.state, p.version, p.draft_number as "draftNumber",
         l.identifier as "callIdentifier", p.cut_off_id as "cutOffId", c.at as "cutOffAt", c.zone as "cutOffZone",
         c.label as "cutOffLabel", p.coordinating_state as "coordinatingState", p.hosting_entity as "hostingEntity",
         p.template_key as "templateKey", p.template_version as "templateVersion", p.frozen_at as "frozenAt",
         app.person_brief(p.frozen_by, p.id) as "frozenBy", p.freeze_reason as "freezeReason",
         exists (select from submission s where s.proposal_id = p.id and s.state = 'submitted') as "hasStandingSubmission",
         array(select m.state_code from consortium_member m where m.proposal_id = p.id and m.left_at is null
           order by m.role = 'coordinator' desc, m.state_code) as "memberStates"
       from proposal p join cut_off c on c.id = p.cut_off_id left join call l on l.id = p.call_id
       where p.id = $1 and p.id in (select app.my_proposals()) ${lock ? 'for no key update of p' : ''}`,
      [proposalId],
    );
    if (!row) throw notFound();
    return row;
  }

  outline(tx: Transaction, proposalId: string): Promise<OutlineRow[]> {
    return tx.query<OutlineRow>(
      `select s.id, s.parent_id as "parentId", s.template_section_id as "templateSectionId", s.number, s.title,
         s.is_group as "isGroup", s.mandatory, s.state, s.word_limit as "wordLimit", s.words,
         s.log_seq::float8 as "logSeq",
         exists (select from review_round r where r.section_id = s.id and r.state in ('open', 'changes_requested')) as "roundOpen",
         (select count(*)::int from verdict v join review_round r on r.id = v.round_id where r.section_id = s.id
            and r.state in ('open', 'changes_requested') and v.kind = 'request_changes'
            and v.superseded_at is null) as "statesAskingForChanges",
         (select count(*)::int from comment_thread t where t.section_id = s.id and t.resolved_at is null
    and t.internal_member_id is null) as "openComments"
       from section s where s.proposal_id = $1 order by s.position`,
      [proposalId],
    );
  }

  async change(tx: Transaction, proposalId: string, to: ProposalChange): Promise<void> {
    const changed = await tx.execute(
      `update proposal set state = $3, draft_number = $4, frozen_at = $5, frozen_by = $6, freeze_reason = $7,
         submitted_at = coalesce($8, submitted_at), version = version + 1 where id = $1 and version = $2`,
      [
        proposalId,
        to.version,
        to.state,
        to.draftNumber,
        to.frozen?.at ?? null,
        to.frozen?.by ?? null,
        to.frozen?.reason ?? to.freezeReason ?? null,
        to.submittedAt ?? null,
      ],
    );
    if (changed !== 1) throw new Refusal('changed.meanwhile');
  }

  /**
   * Closes the text of every section, or opens it (`null`). Rows are locked in one order; an append that holds one is
   * waited for, and one that comes after finds the section closed.
   */
  async freezeSections(tx: Transaction, proposalId: string, at: Date | null): Promise<void> {
    await tx.execute('select 1 from section where proposal_id = $1 order by id for update', [proposalId]);
    await tx.execute(
      `update section set frozen_at = $2::timestamptz, version = version + 1
       where proposal_id = $1 and (frozen_at is null) <> ($2::timestamptz is null)`,
      [proposalId, at],
    );
  }

  submissions(tx: Transaction, proposalId: string): Promise<SubmissionBrief[]> {
    return tx.query<SubmissionBrief>(
      `select ${submissionBrief} from submission s join package k on k.id = s.package_id
       where s.proposal_id = $1 order by s.number desc`,
      [proposalId],
    );
  }

  attempts(tx: Transaction, proposalId: string): Promise<AttemptView[]> {
    return tx.query<AttemptView>(
      `select app.instant_text(a.at) as at, app.person_brief(a.person_id, a.proposal_id) as person,
         k.number as "packageNumber", a.outcome
       from submission_attempt a join package k on k.id = a.package_id
       where a.proposal_id = $1 order by a.id desc limit 50`,
      [proposalId],
    );
  }

  /** Writes the attempt down; nothing where the package is not one of the proposal's. */
  async insertAttempt(
    tx: Transaction,
    attempt: {
      proposalId: string;
      packageId: string;
      personId: string;
      idempotencyKey: string;
      outcome: string;
    },
  ): Promise<void> {
    await tx.execute(
      `insert into submission_attempt (proposal_id, package_id, person_id, idempotency_key, outcome)
       select proposal_id, id, $3, $4, $5 from package where proposal_id = $1 and id = $2`,
      [attempt.proposalId, attempt.packageId, attempt.personId, attempt.idempotencyKey, attempt.outcome],
    );
  }

  async stored(
    tx: Transaction,
    proposalId: string,
    by: { readonly id: string } | { readonly idempotencyKey: string },
  ): Promise<StoredSubmission | null> {
    const [column, value] = 'id' in by ? ['s.id', by.id] : ['s.idempotency_key', by.idempotencyKey];
    const [row] = await tx.query<StoredSubmission>(
      `select s.id, s.package_id as "packageId", s.state, s.receipt, s.receipt_sha256 as "receiptSha256", s.signature,
         k.manifest
       from submission s join package k on k.id = s.package_id where s.proposal_id = $1 and ${column} = $2`,
      [proposalId, value],
    );
    return row ?? null;
  }

  /** Holds the chain of receipts until the end of the transaction and gives its last link; null before the first. */
  async holdChain(tx: Transaction): Promise<{ number: string; sha256: Buffer } | null> {
    const [row] = await tx.query<{ number: string; sha256: Buffer }>(
      'select last_number as number, last_sha256 as sha256 from app.hold_receipt_chain()',
    );
    return row ?? null;
  }

  /** The number that the next submission of a proposal gets; the proposal's row is locked. */
  async nextNumber(tx: Transaction, proposalId: string): Promise<number> {
    const [row] = await tx.query<{ next: number }>(
      'select coalesce(max(number), 0)::int + 1 as next from submission where proposal_id = $1',
      [proposalId],
    );
    return row?.next ?? 1;
  }

  /** Ends what stands: superseded by the next, or withdrawn. */
  async endStanding(
    tx: Transaction,
    proposalId: string,
    to: 'superseded' | 'withdrawn',
    at: Date,
  ): Promise<void> {
    await tx.execute(
      `update submission set state = $2, withdrawn_at = case when $2 = 'withdrawn' then $3::timestamptz end
       where proposal_id = $1 and state = 'submitted'`,
      [proposalId, to, at],
    );
  }

  async insert(
    tx: Transaction,
    submission: {
      id: string;
      proposalId: string;
      packageId: string;
      number: number;
      receiptNumber: string;
      decidedAt: Date;
      submittedBy: string;
      idempotencyKey: string;
      receipt: string;
      receiptSha256: Buffer;
      signature: Buffer;
    },
  ): Promise<void> {
    await tx.execute(
      `insert into submission (id, proposal_id, package_id, number, receipt_number, decided_at, submitted_by,
         idempotency_key, receipt, receipt_sha256, signature) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        submission.id,
        submission.proposalId,
        submission.packageId,
        submission.number,
        submission.receiptNumber,
        submission.decidedAt,
        submission.submittedBy,
        submission.idempotencyKey,
        submission.receipt,
        submission.receiptSha256,
        submission.signature,
      ],
    );
  }
}
