import {
  addPasskey,
  confirmApp,
  offerApp,
  offerPasskey,
  readSecondFactor,
  removeApp,
  removePasskey,
  renamePasskey,
  renewRecoveryCodes,
  resetSecondFactor,
} from '@concordat/contracts';
import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import { type InputOf, RequestContext, Serve } from '../../../platform/authz/index.js';
import { SecondFactorService } from './second-factor.service.js';

@Controller()
export class SecondFactorController {
  constructor(private readonly factors: SecondFactorService) {}

  @Serve(readSecondFactor)
  read(ctx: RequestContext) {
    return this.factors.read(ctx);
  }

  @Serve(offerApp)
  offerApp(ctx: RequestContext) {
    return this.factors.offerApp(ctx);
  }

  @Serve(confirmApp)
  confirmApp(ctx: RequestContext, { body }: InputOf<typeof confirmApp>, @Req() request: Request) {
    return this.factors.confirmApp(ctx, request, body);
  }

  @Serve(removeApp)
  removeApp(ctx: RequestContext) {
    return this.factors.removeApp(ctx);
  }

  @Serve(offerPasskey)
  offerPasskey(ctx: RequestContext) {
    return this.factors.offerPasskey(ctx);
  }

  @Serve(addPasskey)
  addPasskey(ctx: RequestContext, { body }: InputOf<typeof addPasskey>) {
    return this.factors.addPasskey(ctx, body);
  }

  @Serve(renamePasskey)
  renamePasskey(ctx: RequestContext, { params, body }: InputOf<typeof renamePasskey>) {
    return this.factors.renamePasskey(ctx, params.passkeyId, body.name);
  }

  @Serve(removePasskey)
  removePasskey(ctx: RequestContext, { params }: InputOf<typeof removePasskey>) {
    return this.factors.removePasskey(ctx, params.passkeyId);
  }

  @Serve(renewRecoveryCodes)
  renewCodes(ctx: RequestContext) {
    return this.factors.renewCodes(ctx);
  }

  @Serve(resetSecondFactor)
  reset(ctx: RequestContext, { params }: InputOf<typeof resetSecondFactor>) {
    return this.factors.reset(ctx, params.personId);
  }
}
