import { Module } from '@nestjs/common';
import { DeadlineModule } from '../deadline/index.js';
import { CallController } from './call.controller.js';
import { CallRepository } from './call.repository.js';
import { CallService } from './call.service.js';
import { IntakeRepository } from './intake.repository.js';
import { IntakeService } from './intake.service.js';

@Module({
  imports: [DeadlineModule],
  controllers: [CallController],
  providers: [CallRepository, CallService, IntakeRepository, IntakeService],
})
export class CallModule {}
