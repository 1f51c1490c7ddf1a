import { createHash, randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { ReceiptFile, ReceiptKey, SubmitPackage } from '@concordat/contracts';
import {
  chainOrigin,
  decideSubmission,
  receiptNumber,
  receiptText,
  type ReceiptStatement,
} from '@concordat/domain';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { notFound, Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { holdCutOff } from '../deadline/index.js';
import { PackageRepository } from './package.repository.js';
import { ReceiptSigner } from './receipt-signer.js';
import { presentReceipt } from './submission.presenter.js';
import { type SubmissionProposal, SubmissionRepository } from './submission.repository.js';

/** Longer than this nobody waits for somebody else's lock; the screen tries again. */
const patience = '2s';

/** SQLSTATE of a lock that was not free in time. */
const lockNotAvailable = '55P03';

/** Submits: one short transaction that decides by the database's clock, and a receipt that proves what it decided. */
@Injectable()
export class SubmittingService {
  private readonly log = new Logger(SubmittingService.name);

  constructor(
    private readonly db: WebDatabase,
    private readonly submissions: SubmissionRepository,
    private readonly packages: PackageRepository,
    private readonly signer: ReceiptSigner,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  key(): ReceiptKey {
    return this.signer.publicKey();
  }

  async submit(ctx: RequestContext, proposalId: string, wish: SubmitPackage): Promise<ReceiptFile> {
    try {
      return await this.db.transaction(ctx, (tx) => this.decide(ctx, tx, proposalId, wish));
    } catch (thrown) {
      const error = isLockTimeout(thrown) ? new Refusal('submission.busy') : thrown;
      if (error instanceof Refusal && error.code !== 'not_found')
        await this.recordRefused(ctx, proposalId, wish, error.code);
      throw error;
    }
  }

  receipt(ctx: RequestContext, proposalId: string, submissionId: string): Promise<ReceiptFile> {
    return this.db.transaction(ctx, async (tx) => {
      await this.submissions.load(tx, proposalId);
      ctx.require('submission.read', { proposalId });
      const stored = await this.submissions.stored(tx, proposalId, { id: submissionId });
      if (!stored) throw notFound();
      return presentReceipt(stored, this.signer.publicKey().publicKey);
    });
  }

  private async decide(
    ctx: RequestContext,
    tx: Transaction,
    proposalId: string,
    { packageId, idempotencyKey }: SubmitPackage,
  ): Promise<ReceiptFile> {
    await tx.execute("select set_config('lock_timeout', $1, true)", [patience]);
    const { cutOffId } = await this.submissions.load(tx, proposalId);
    ctx.require('submission.submit', { proposalId });
    await holdCutOff(tx, cutOffId, 'shared');
    const proposal = await this.submissions.load(tx, proposalId, true);
    const attempt = { proposalId, packageId, personId: ctx.personId, idempotencyKey };
    const before = await this.submissions.stored(tx, proposalId, { idempotencyKey });
    if (before) {
      if (before.packageId !== packageId) throw new Refusal('submission.key_used');
      await this.submissions.insertAttempt(tx, { ...attempt, outcome: 'repeated' });
      return presentReceipt(before, this.signer.publicKey().publicKey);
    }
    const chosen = await this.packages.load(tx, proposalId, packageId);
    const last = await this.submissions.holdChain(tx);
    // Every lock is held: this instant decides.
    const decidedAt = await tx.clock();
    const outcome = decideSubmission(
      {
        proposalState: proposal.state,
        packageState: chosen.state,
        cutOffAt: proposal.cutOffAt,
        hasStandingSubmission: proposal.hasStandingSubmission,
        sectionsChangedSincePrepare: chosen.changedSections,
      },
      decidedAt,
    );
    if (!outcome.ok) throw new Refusal(outcome.reason);
    const submissionId = randomUUID();
    const statement: ReceiptStatement = {
      format: 'concordat-receipt-1',
      number: nextReceiptNumber(last?.number ?? null, decidedAt),
      proposalId,
      submissionId,
      decidedAt: decidedAt.toISOString(),
      cutOffAt: proposal.cutOffAt.toISOString(),
      zone: proposal.cutOffZone,
      manifestSha256: chosen.manifestSha256,
      previousSha256: last?.sha256.toString('hex') ?? chainOrigin,
    };
    await this.adopt(ctx, tx, proposal, statement, attempt);
    await this.submissions.insertAttempt(tx, { ...attempt, outcome: 'accepted' });
    const stored = await this.submissions.stored(tx, proposalId, { id: submissionId });
    if (!stored) throw new Error('What was just submitted cannot be read');
    return presentReceipt(stored, this.signer.publicKey().publicKey);
  }

  /** Writes the submission, closes the text and tells: all of it, or, if anything fails, nothing. */
  private async adopt(
    ctx: RequestContext,
    tx: Transaction,
    proposal: SubmissionProposal,
    statement: ReceiptStatement,
    { packageId, idempotencyKey }: SubmitPackage,
  ): Promise<void> {
    const { proposalId, submissionId } = statement;
    const decidedAt = new Date(statement.decidedAt);
    const receipt = receiptText(statement);
    const frozenAt = proposal.frozenAt ?? decidedAt;
    await this.submissions.endStanding(tx, proposalId, 'superseded', decidedAt);
    await this.submissions.insert(tx, {
      id: submissionId,
      proposalId,
      packageId,
      number: await this.submissions.nextNumber(tx, proposalId),
      receiptNumber: statement.number,
      decidedAt,
      submittedBy: ctx.personId,
      idempotencyKey,
      receipt,
      receiptSha256: createHash('sha256').update(receipt).digest(),
      signature: this.signer.sign(receipt),
    });
    await this.submissions.change(tx, proposalId, {
      version: proposal.version,
      state: 'submitted',
      draftNumber: proposal.draftNumber,
      frozen: { at: frozenAt, by: proposal.frozenBy?.id ?? ctx.personId, reason: proposal.freezeReason },
      submittedAt: decidedAt,
    });
    await this.submissions.freezeSections(tx, proposalId, frozenAt);
    await this.audit.record(tx, ctx, {
      action: 'submission.submitted',
      object: 'submission',
      objectId: submissionId,
      proposalId,
      before: { state: proposal.state },
      after: { state: 'submitted', packageId, receiptNumber: statement.number },
    });
    await this.outbox.add(tx, {
      kind: 'submission.submitted',
      proposalId,
      id: submissionId,
      payload: { submissionId, byPersonId: ctx.personId },
    });
  }

  /** The attempt's own transaction is gone; the evidence stays. The refusal is the answer, whatever happens here. */
  private async recordRefused(
    ctx: RequestContext,
    proposalId: string,
    wish: SubmitPackage,
    outcome: string,
  ): Promise<void> {
    const attempt = { ...wish, proposalId, personId: ctx.personId, outcome };
    try {
      await this.db.transaction(ctx, (tx) => this.submissions.insertAttempt(tx, attempt));
    } catch (error) {
      this.log.error(
        `A refused attempt on ${proposalId} was not written down (${outcome}): ${String(error)}`,
      );
    }
  }
}

/** Receipts count within the year of their decision, over the whole installation. */
function nextReceiptNumber(last: string | null, decidedAt: Date): string {
  const [year = '', count = '0'] = last?.split('-') ?? [];
  const sameYear = Number(year) === decidedAt.getUTCFullYear();
  return receiptNumber(decidedAt, sameYear ? Number(count) + 1 : 1);
}

const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === lockNotAvailable;
