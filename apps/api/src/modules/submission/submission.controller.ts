import { Controller, Res } from '@nestjs/common';
import {
  downloadPackageFile,
  downloadReceipt,
  freezeProposal,
  preparePackage,
  readReceipt,
  readReceiptKey,
  readSubmission,
  reopenProposal,
  submitPackage,
  thawProposal,
  withdrawProposal,
} from '@concordat/contracts';
import type { Response } from 'express';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { SubmissionService } from './submission.service.js';
import { SubmittingService } from './submitting.service.js';

/** A file of ours is kept, never shown inside the origin: whatever is in it can do nothing here. */
function asAttachment(response: Response, name: string): void {
  response.setHeader('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`);
  response.setHeader('content-security-policy', "default-src 'none'; sandbox");
}

@Controller()
export class SubmissionController {
  constructor(
    private readonly submissions: SubmissionService,
    private readonly submitting: SubmittingService,
  ) {}

  @Serve(readSubmission)
  read(ctx: RequestContext, { params }: InputOf<typeof readSubmission>) {
    return this.submissions.read(ctx, params.proposalId);
  }

  @Serve(freezeProposal)
  freeze(ctx: RequestContext, { params, body }: InputOf<typeof freezeProposal>) {
    return this.submissions.freeze(ctx, params.proposalId, body.version);
  }

  @Serve(thawProposal)
  thaw(ctx: RequestContext, { params, body }: InputOf<typeof thawProposal>) {
    return this.submissions.thaw(ctx, params.proposalId, body);
  }

  @Serve(preparePackage)
  prepare(ctx: RequestContext, { params }: InputOf<typeof preparePackage>) {
    return this.submissions.prepare(ctx, params.proposalId);
  }

  @Serve(submitPackage)
  submit(ctx: RequestContext, { params, body }: InputOf<typeof submitPackage>) {
    return this.submitting.submit(ctx, params.proposalId, body);
  }

  @Serve(reopenProposal)
  reopen(ctx: RequestContext, { params, body }: InputOf<typeof reopenProposal>) {
    return this.submissions.reopen(ctx, params.proposalId, body.version);
  }

  @Serve(withdrawProposal)
  withdraw(ctx: RequestContext, { params, body }: InputOf<typeof withdrawProposal>) {
    return this.submissions.withdraw(ctx, params.proposalId, body);
  }

  @Serve(readReceipt)
  receipt(ctx: RequestContext, { params }: InputOf<typeof readReceipt>) {
    return this.submitting.receipt(ctx, params.proposalId, params.submissionId);
  }

  @Serve(downloadReceipt)
  async receiptFile(
    ctx: RequestContext,
    { params }: InputOf<typeof downloadReceipt>,
    @Res({ passthrough: true }) response: Response,
  ) {
    const receipt = await this.submitting.receipt(ctx, params.proposalId, params.submissionId);
    asAttachment(response, `receipt-${receipt.statement.number}.json`);
    return Buffer.from(`${JSON.stringify(receipt, null, 2)}\n`);
  }

  @Serve(downloadPackageFile)
  async file(
    ctx: RequestContext,
    { params }: InputOf<typeof downloadPackageFile>,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { proposalId, packageId, fileId } = params;
    const file = await this.submissions.file(ctx, proposalId, packageId, fileId);
    asAttachment(response, file.name);
    return file.bytes;
  }

  @Serve(readReceiptKey)
  key(_ctx: RequestContext, _input: InputOf<typeof readReceiptKey>) {
    return this.submitting.key();
  }
}
