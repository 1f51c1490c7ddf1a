import { Module } from '@nestjs/common';
import { ReminderLedgerModule } from '../reminder/ledger/index.js';
import { DeadlineCompletion } from './deadline-completion.js';
import { DeadlinePlanner } from './deadline-planner.js';
import { DeadlineController } from './deadline.controller.js';
import { DeadlineRepository } from './deadline.repository.js';
import { DeadlineService } from './deadline.service.js';

@Module({
  imports: [ReminderLedgerModule],
  controllers: [DeadlineController],
  providers: [DeadlineCompletion, DeadlineRepository, DeadlinePlanner, DeadlineService],
  exports: [DeadlinePlanner],
})
export class DeadlineModule {}
