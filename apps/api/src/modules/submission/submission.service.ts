import { Injectable } from '@nestjs/common';
import type { SubmissionView } from '@concordat/contracts';
import { isTextFrozen, type ProposalStepName, takeProposalStep } from '@concordat/domain';
import type { Action } from '@concordat/policy';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { holdCutOff } from '../deadline/index.js';
import { runChecks } from './checklist.js';
import { ImageRepository } from '../image/index.js';
import { PackageMaker, type PackageSource } from './package-maker.js';
import { PackageRepository } from './package.repository.js';
import { PackageText } from './package-text.js';
import { presentSubmission } from './submission.presenter.js';
import { type SubmissionProposal, SubmissionRepository } from './submission.repository.js';

/** A step of the whole proposal, as this screen takes it. */
interface Step {
  readonly action: Action;
  readonly step: ProposalStepName;
  readonly version: number;
  readonly reason?: string;
  /** What happened, in the past tense. */
  readonly event: string;
}

/** Freezing, preparing, reopening and withdrawing; what stands, what has changed since, and what the checks say. */
@Injectable()
export class SubmissionService {
  constructor(
    private readonly db: WebDatabase,
    private readonly submissions: SubmissionRepository,
    private readonly packages: PackageRepository,
    private readonly text: PackageText,
    private readonly images: ImageRepository,
    private readonly maker: PackageMaker,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  read(ctx: RequestContext, proposalId: string): Promise<SubmissionView> {
    return this.db.transaction(ctx, async (tx) => {
      await this.submissions.load(tx, proposalId);
      ctx.require('submission.read', { proposalId });
      return this.view(ctx, tx, proposalId);
    });
  }

  freeze(ctx: RequestContext, proposalId: string, version: number): Promise<SubmissionView> {
    const event = 'proposal.frozen';
    return this.take(ctx, proposalId, { action: 'proposal.freeze', step: 'freeze', version, event });
  }

  thaw(
    ctx: RequestContext,
    proposalId: string,
    { version, reason }: { version: number; reason: string },
  ): Promise<SubmissionView> {
    const event = 'proposal.thawed';
    return this.take(ctx, proposalId, { action: 'proposal.thaw', step: 'thaw', version, reason, event });
  }

  withdraw(
    ctx: RequestContext,
    proposalId: string,
    { version, reason }: { version: number; reason: string },
  ): Promise<SubmissionView> {
    const action = 'submission.withdraw';
    const event = 'submission.withdrawn';
    return this.take(ctx, proposalId, { action, step: 'withdraw', version, reason, event });
  }

  reopen(ctx: RequestContext, proposalId: string, version: number): Promise<SubmissionView> {
    const event = 'proposal.reopened';
    return this.take(ctx, proposalId, { action: 'proposal.reopen', step: 'reopen', version, event });
  }

  /** Reads in one transaction, renders in none, writes in another: nobody waits for a PDF. */
  async prepare(ctx: RequestContext, proposalId: string): Promise<SubmissionView> {
    const source = await this.db.transaction(ctx, async (tx): Promise<PackageSource> => {
      const proposal = await this.submissions.load(tx, proposalId);
      ctx.require('submission.prepare', { proposalId });
      // A package is made to be submitted, so it is refused where submitting would be.
      const outcome = takeProposalStep('submit', proposal, await tx.clock());
      if (!outcome.ok) throw new Refusal(outcome.reason);
      const sections = await this.text.read(tx, proposalId);
      return {
        proposal,
        sections,
        images: await this.images.loadAll(
          tx,
          proposalId,
          sections.flatMap(({ figures }) => figures.images),
        ),
        number: await this.packages.nextNumber(tx, proposalId),
        at: await tx.clock(),
        preparedBy: ctx.personId,
      };
    });
    const made = await this.maker.make(source);
    return this.db.transaction(ctx, async (tx) => {
      await this.submissions.load(tx, proposalId, true);
      if ((await this.packages.nextNumber(tx, proposalId)) !== made.number)
        throw new Refusal('package.prepared_meanwhile');
      await this.packages.insert(tx, made);
      await this.audit.record(tx, ctx, {
        action: 'package.prepared',
        object: 'package',
        objectId: made.id,
        proposalId,
        after: {
          number: made.number,
          pages: made.pages,
          manifestSha256: made.manifestSha256.toString('hex'),
        },
      });
      await this.outbox.add(tx, { kind: 'package.prepared', proposalId, id: made.id });
      return this.view(ctx, tx, proposalId);
    });
  }

  file(ctx: RequestContext, proposalId: string, packageId: string, fileId: string) {
    return this.db.transaction(ctx, async (tx) => {
      await this.submissions.load(tx, proposalId);
      ctx.require('submission.read', { proposalId });
      const file = await this.packages.file(tx, proposalId, packageId, fileId);
      const read = { what: 'package', object: 'package', objectId: packageId, proposalId } as const;
      await this.audit.recordRead(tx, ctx, read);
      return file;
    });
  }

  private take(ctx: RequestContext, proposalId: string, wish: Step): Promise<SubmissionView> {
    return this.db.transaction(ctx, async (tx) => {
      const { cutOffId } = await this.submissions.load(tx, proposalId);
      ctx.require(wish.action, { proposalId });
      // The cut-off before the proposal, everywhere, so that nobody waits for each other.
      await holdCutOff(tx, cutOffId, 'shared');
      const proposal = await this.submissions.load(tx, proposalId, true);
      // What was withdrawn opens again as what was submitted does.
      const step = wish.step === 'reopen' && proposal.state === 'withdrawn' ? 'reinstate' : wish.step;
      const now = await tx.clock();
      const outcome = takeProposalStep(step, proposal, now, wish.reason);
      if (!outcome.ok) throw new Refusal(outcome.reason);
      const draftNumber = proposal.draftNumber + (wish.step === 'reopen' ? 1 : 0);
      const closes = isTextFrozen(outcome.value);
      const frozen = closes ? frozenBy(ctx, proposal, now) : null;
      await this.submissions.change(tx, proposalId, {
        version: wish.version,
        state: outcome.value,
        draftNumber,
        frozen: frozen && { ...frozen, reason: wish.reason ?? null },
        freezeReason: wish.reason ?? null,
      });
      await this.submissions.freezeSections(tx, proposalId, frozen?.at ?? null);
      if (step === 'withdraw') await this.submissions.endStanding(tx, proposalId, 'withdrawn', now);
      await this.audit.record(tx, ctx, {
        action: wish.event,
        object: 'proposal',
        objectId: proposalId,
        proposalId,
        before: { state: proposal.state, draftNumber: proposal.draftNumber },
        after: { state: outcome.value, draftNumber },
      });
      await this.outbox.add(tx, {
        kind: wish.event,
        proposalId,
        id: proposalId,
        payload: { byPersonId: ctx.personId },
      });
      return this.view(ctx, tx, proposalId);
    });
  }

  private async view(ctx: RequestContext, tx: Transaction, proposalId: string): Promise<SubmissionView> {
    const proposal = await this.submissions.load(tx, proposalId);
    const sections = await this.text.read(tx, proposalId);
    const packages = await this.packages.list(tx, proposalId);
    return presentSubmission(
      ctx,
      {
        proposal,
        sections,
        packages,
        checks: runChecks(proposal, sections, packages[0]?.pages ?? null),
        submissions: await this.submissions.submissions(tx, proposalId),
        attempts: await this.submissions.attempts(tx, proposalId),
      },
      await tx.clock(),
    );
  }
}

/** A text that was closed before stays closed since then. */
function frozenBy(ctx: RequestContext, { frozenAt, frozenBy: who }: SubmissionProposal, now: Date) {
  return { at: frozenAt ?? now, by: who?.id ?? ctx.personId };
}
