import { Controller, Res } from '@nestjs/common';
import {
  followDeadlines,
  readReminder,
  readReminderBody,
  readReminderConsole,
  retryReminder,
  sendReminderNow,
} from '@concordat/contracts';
import type { Response } from 'express';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { ConsoleService } from './console.service.js';
import { frameHeaders } from './mail-frame.js';

@Controller()
export class ConsoleController {
  constructor(private readonly console: ConsoleService) {}

  @Serve(readReminderConsole)
  read(ctx: RequestContext, { query }: InputOf<typeof readReminderConsole>) {
    return this.console.read(ctx, query);
  }

  @Serve(followDeadlines)
  deadlines(ctx: RequestContext, { query }: InputOf<typeof followDeadlines>) {
    return this.console.deadlines(ctx, query.proposalId);
  }

  @Serve(readReminder)
  one(ctx: RequestContext, { params }: InputOf<typeof readReminder>) {
    return this.console.one(ctx, params.reminderId);
  }

  @Serve(readReminderBody)
  async body(
    ctx: RequestContext,
    { params }: InputOf<typeof readReminderBody>,
    @Res({ passthrough: true }) response: Response,
  ) {
    const html = await this.console.body(ctx, params.reminderId);
    frameHeaders(response);
    return html;
  }

  @Serve(sendReminderNow)
  sendNow(ctx: RequestContext, { params }: InputOf<typeof sendReminderNow>) {
    return this.console.sendNow(ctx, params.reminderId);
  }

  @Serve(retryReminder)
  retry(ctx: RequestContext, { params }: InputOf<typeof retryReminder>) {
    return this.console.retry(ctx, params.reminderId);
  }
}
