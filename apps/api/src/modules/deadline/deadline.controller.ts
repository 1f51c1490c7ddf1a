import { Controller } from '@nestjs/common';
import {
  addDeadline,
  cancelDeadline,
  completeDeadline,
  editDeadline,
  listDeadlines,
} from '@concordat/contracts';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { DeadlineService } from './deadline.service.js';

@Controller()
export class DeadlineController {
  constructor(private readonly deadlines: DeadlineService) {}

  @Serve(listDeadlines)
  list(ctx: RequestContext, { params }: InputOf<typeof listDeadlines>) {
    return this.deadlines.list(ctx, params.proposalId);
  }

  @Serve(addDeadline)
  add(ctx: RequestContext, { params, body }: InputOf<typeof addDeadline>) {
    return this.deadlines.add(ctx, params.proposalId, body);
  }

  @Serve(editDeadline)
  edit(ctx: RequestContext, { params, body }: InputOf<typeof editDeadline>) {
    return this.deadlines.edit(ctx, params.proposalId, params.deadlineId, body);
  }

  @Serve(completeDeadline)
  complete(ctx: RequestContext, { params, body }: InputOf<typeof completeDeadline>) {
    return this.deadlines.finish(ctx, params.proposalId, params.deadlineId, body.version, 'done_at');
  }

  @Serve(cancelDeadline)
  cancel(ctx: RequestContext, { params, body }: InputOf<typeof cancelDeadline>) {
    return this.deadlines.finish(ctx, params.proposalId, params.deadlineId, body.version, 'cancelled_at');
  }
}
