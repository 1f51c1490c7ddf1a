import { Controller, Res } from '@nestjs/common';
import {
  countUnreadMail,
  markMailRead,
  nudge,
  readMail,
  readMailBody,
  readMailbox,
} from '@concordat/contracts';
import type { Response } from 'express';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { frameHeaders } from './mail-frame.js';
import { MailboxService } from './mailbox.service.js';
import { NudgeService } from './nudge.service.js';

@Controller()
export class MailboxController {
  constructor(
    private readonly mailbox: MailboxService,
    private readonly nudges: NudgeService,
  ) {}

  @Serve(readMailbox)
  list(ctx: RequestContext, _: InputOf<typeof readMailbox>) {
    return this.mailbox.list(ctx);
  }

  @Serve(countUnreadMail)
  unread(ctx: RequestContext, _: InputOf<typeof countUnreadMail>) {
    return this.mailbox.unread(ctx);
  }

  @Serve(readMail)
  read(ctx: RequestContext, { params }: InputOf<typeof readMail>) {
    return this.mailbox.read(ctx, params.messageId);
  }

  @Serve(readMailBody)
  async body(
    ctx: RequestContext,
    { params }: InputOf<typeof readMailBody>,
    @Res({ passthrough: true }) response: Response,
  ) {
    const html = await this.mailbox.body(ctx, params.messageId);
    frameHeaders(response);
    return html;
  }

  @Serve(markMailRead)
  markRead(ctx: RequestContext, { params }: InputOf<typeof markMailRead>) {
    return this.mailbox.markRead(ctx, params.messageId);
  }

  @Serve(nudge)
  nudge(ctx: RequestContext, { params, body }: InputOf<typeof nudge>) {
    return this.nudges.nudge(ctx, params.proposalId, body);
  }
}
