import {
  changeAddress,
  confirmAddress,
  readPasswordLink,
  requestPasswordReset,
  setPasswordByLink,
} from '@concordat/contracts';
import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { AccountLinkService } from './account-link.service.js';

@Controller()
export class AccountLinkController {
  constructor(private readonly links: AccountLinkService) {}

  @Serve(requestPasswordReset)
  forgot(_ctx: RequestContext, { body }: InputOf<typeof requestPasswordReset>, @Req() request: Request) {
    return this.links.forgotPassword(request, body.email);
  }

  @Serve(readPasswordLink)
  read(_ctx: RequestContext, { body }: InputOf<typeof readPasswordLink>) {
    return this.links.readPasswordLink(body.token);
  }

  @Serve(setPasswordByLink)
  set(ctx: RequestContext, { body }: InputOf<typeof setPasswordByLink>) {
    return this.links.setPassword(ctx, body);
  }

  @Serve(changeAddress)
  changeAddress(ctx: RequestContext, { body }: InputOf<typeof changeAddress>, @Req() request: Request) {
    return this.links.changeAddress(ctx, request, body);
  }

  @Serve(confirmAddress)
  confirm(ctx: RequestContext, { body }: InputOf<typeof confirmAddress>) {
    return this.links.confirmAddress(ctx, body.token);
  }
}
