import { Controller } from '@nestjs/common';
import {
  addCutOff,
  editCall,
  listCalls,
  listTemplates,
  makeCall,
  moveCutOffTo,
  previewCutOffMove,
  readCall,
  readIntake,
  recordLetter,
} from '@concordat/contracts';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { CallService } from './call.service.js';
import { IntakeService } from './intake.service.js';

@Controller()
export class CallController {
  constructor(
    private readonly calls: CallService,
    private readonly intake: IntakeService,
  ) {}

  @Serve(listCalls)
  list(ctx: RequestContext, _: InputOf<typeof listCalls>) {
    return this.calls.list(ctx);
  }

  @Serve(readCall)
  read(ctx: RequestContext, { params }: InputOf<typeof readCall>) {
    return this.calls.read(ctx, params.callId);
  }

  @Serve(listTemplates)
  templates(ctx: RequestContext, _: InputOf<typeof listTemplates>) {
    return this.calls.templates(ctx);
  }

  @Serve(makeCall)
  make(ctx: RequestContext, { body }: InputOf<typeof makeCall>) {
    return this.calls.make(ctx, body);
  }

  @Serve(editCall)
  edit(ctx: RequestContext, { params, body }: InputOf<typeof editCall>) {
    return this.calls.edit(ctx, params.callId, body);
  }

  @Serve(addCutOff)
  addCutOff(ctx: RequestContext, { params, body }: InputOf<typeof addCutOff>) {
    return this.calls.addCutOff(ctx, params.callId, body);
  }

  @Serve(previewCutOffMove)
  previewMove(ctx: RequestContext, { params, body }: InputOf<typeof previewCutOffMove>) {
    return this.calls.previewMove(ctx, params.cutOffId, body);
  }

  @Serve(moveCutOffTo)
  move(ctx: RequestContext, { params, body }: InputOf<typeof moveCutOffTo>) {
    return this.calls.move(ctx, params.cutOffId, body);
  }

  @Serve(recordLetter)
  recordLetter(ctx: RequestContext, { params, body }: InputOf<typeof recordLetter>) {
    return this.intake.recordLetter(ctx, params.cutOffId, body);
  }

  @Serve(readIntake)
  readIntake(ctx: RequestContext, { query }: InputOf<typeof readIntake>) {
    return this.intake.read(ctx, query.cutOffId);
  }
}
