import { liveUpdates } from '@concordat/contracts';
import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import { type InputOf, type RequestContext, Serve } from '../authz/index.js';
import { LiveStreams } from './live-streams.js';

@Controller()
export class LiveController {
  constructor(private readonly streams: LiveStreams) {}

  @Serve(liveUpdates)
  open(ctx: RequestContext, _input: InputOf<typeof liveUpdates>, @Res() response: Response): void {
    this.streams.open(ctx, response);
  }
}
