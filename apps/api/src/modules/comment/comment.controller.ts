import { Controller } from '@nestjs/common';
import { listComments, replyToComment, resolveComment, startCommentThread } from '@concordat/contracts';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { CommentService } from './comment.service.js';

@Controller()
export class CommentController {
  constructor(private readonly comments: CommentService) {}

  @Serve(listComments)
  list(ctx: RequestContext, { params }: InputOf<typeof listComments>) {
    return this.comments.list(ctx, params.sectionId);
  }

  @Serve(startCommentThread)
  start(ctx: RequestContext, { params, body }: InputOf<typeof startCommentThread>) {
    return this.comments.start(ctx, params.sectionId, body);
  }

  @Serve(replyToComment)
  reply(ctx: RequestContext, { params, body }: InputOf<typeof replyToComment>) {
    return this.comments.reply(ctx, params.threadId, body);
  }

  @Serve(resolveComment)
  resolve(ctx: RequestContext, { params, body }: InputOf<typeof resolveComment>) {
    return this.comments.resolve(ctx, params.threadId, body);
  }
}
