import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.js';
import { SampleSignInController } from './sample-sign-in.controller.js';
import { SampleSignInService } from './sample-sign-in.service.js';

/** The one-click sign-in of the sample; its data are made elsewhere. */
@Module({
  imports: [IdentityModule],
  controllers: [SampleSignInController],
  providers: [SampleSignInService],
})
export class SampleSignInModule {}
