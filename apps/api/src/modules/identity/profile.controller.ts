import { changePassword, editProfile } from '@concordat/contracts';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { ProfileService } from './profile.service.js';

@Controller()
export class ProfileController {
  constructor(private readonly profiles: ProfileService) {}

  @Serve(editProfile)
  edit(ctx: RequestContext, { body }: InputOf<typeof editProfile>) {
    return this.profiles.edit(ctx, body);
  }

  @Serve(changePassword)
  changePassword(
    ctx: RequestContext,
    { body }: InputOf<typeof changePassword>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.profiles.changePassword(ctx, request, response, body);
  }
}
