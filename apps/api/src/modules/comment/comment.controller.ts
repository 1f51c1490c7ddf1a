import { Controller, Res, StreamableFile } from '@nestjs/common';
import {
  assignComment,
  deleteComment,
  editComment,
  exportComments,
  listCommentPeople,
  listComments,
  listProposalComments,
  replyToComment,
  resolveComment,
  seeComments,
  startCommentThread,
} from '@concordat/contracts';
import type { Response } from 'express';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { CommentOverviewService } from './comment-overview.service.js';
import { CommentService } from './comment.service.js';

@Controller()
export class CommentController {
  constructor(
    private readonly comments: CommentService,
    private readonly overview: CommentOverviewService,
  ) {}

  @Serve(listComments)
  list(ctx: RequestContext, { params }: InputOf<typeof listComments>) {
    return this.comments.list(ctx, params.sectionId);
  }

  @Serve(listProposalComments)
  ofProposal(ctx: RequestContext, { params, query }: InputOf<typeof listProposalComments>) {
    return this.overview.list(ctx, params.proposalId, query);
  }

  @Serve(listCommentPeople)
  people(ctx: RequestContext, { params }: InputOf<typeof listCommentPeople>) {
    return this.overview.people(ctx, params.proposalId);
  }

  @Serve(startCommentThread)
  start(ctx: RequestContext, { params, body }: InputOf<typeof startCommentThread>) {
    return this.comments.start(ctx, params.sectionId, body);
  }

  @Serve(replyToComment)
  reply(ctx: RequestContext, { params, body }: InputOf<typeof replyToComment>) {
    return this.comments.reply(ctx, params.threadId, body);
  }

  @Serve(editComment)
  edit(ctx: RequestContext, { params, body }: InputOf<typeof editComment>) {
    return this.comments.edit(ctx, params.commentId, body);
  }

  @Serve(deleteComment)
  delete(ctx: RequestContext, { params, body }: InputOf<typeof deleteComment>) {
    return this.comments.delete(ctx, params.commentId, body);
  }

  @Serve(assignComment)
  assign(ctx: RequestContext, { params, body }: InputOf<typeof assignComment>) {
    return this.comments.assign(ctx, params.threadId, body);
  }

  @Serve(resolveComment)
  resolve(ctx: RequestContext, { params, body }: InputOf<typeof resolveComment>) {
    return this.comments.resolve(ctx, params.threadId, body);
  }

  @Serve(seeComments)
  see(ctx: RequestContext, { params, body }: InputOf<typeof seeComments>) {
    return this.comments.see(ctx, params.sectionId, body);
  }

  @Serve(exportComments)
  async export(
    ctx: RequestContext,
    { params, query }: InputOf<typeof exportComments>,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { name, content } = await this.overview.export(ctx, params.proposalId, query);
    response.setHeader('content-disposition', `attachment; filename="${name}"`);
    response.setHeader('content-security-policy', "default-src 'none'; sandbox");
    return new StreamableFile(content);
  }
}
