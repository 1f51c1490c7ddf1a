import { awaitChanges, leaveText, openText, sendUpdates } from '@concordat/contracts';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { RoadDoor } from './road-door.js';
import { RoadService } from './road.service.js';
import { SectionOwner } from './section-owner.js';
import { WaitingRoom } from './waiting-room.js';

@Controller()
export class RoadController {
  constructor(
    private readonly door: RoadDoor,
    private readonly road: RoadService,
    private readonly room: WaitingRoom,
    private readonly owner: SectionOwner,
  ) {}

  @Serve(openText)
  async open(ctx: RequestContext, { params, body }: InputOf<typeof openText>, @Req() request: Request) {
    await this.door.admit(ctx, params.sectionId);
    const owner = await this.owner.elsewhere(params.sectionId, request);
    if (owner) return this.owner.ask(openText, owner, request, body);
    return this.road.open(ctx, params.sectionId, body);
  }

  @Serve(sendUpdates)
  async send(ctx: RequestContext, { params, body }: InputOf<typeof sendUpdates>, @Req() request: Request) {
    await this.door.admit(ctx, params.sectionId);
    const owner = await this.owner.elsewhere(params.sectionId, request);
    if (owner) return this.owner.ask(sendUpdates, owner, request, body);
    return this.road.send(ctx, params.sectionId, body);
  }

  @Serve(leaveText)
  async leave(ctx: RequestContext, { params }: InputOf<typeof leaveText>, @Req() request: Request) {
    await this.door.admit(ctx, params.sectionId);
    const owner = await this.owner.elsewhere(params.sectionId, request);
    if (owner) return this.owner.ask(leaveText, owner, request, undefined);
    this.road.leave(ctx, params.sectionId, params.openingId);
    return {};
  }

  @Serve(awaitChanges)
  async wait(
    ctx: RequestContext,
    { body }: InputOf<typeof awaitChanges>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    return this.room.wait(ctx, body, request, gone.signal);
  }
}
