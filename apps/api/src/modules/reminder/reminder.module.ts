import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.js';
import { CommentNoticeRepository } from './comment-notice.repository.js';
import { CommentNotices } from './comment-notices.js';
import { ConsoleController } from './console.controller.js';
import { ConsoleRepository } from './console.repository.js';
import { ConsoleService } from './console.service.js';
import { DeadlineMails } from './deadline-mails.js';
import { ReminderLedgerModule } from './ledger/index.js';
import { MailFactsRepository } from './mail-facts.repository.js';
import { MailServer } from './mail-server.js';
import { MailWriter } from './mail-writer.js';
import { MailboxController } from './mailbox.controller.js';
import { MailboxRepository } from './mailbox.repository.js';
import { MailboxService } from './mailbox.service.js';
import { NoticeRepository } from './notice.repository.js';
import { NudgeRepository } from './nudge.repository.js';
import { NudgeService } from './nudge.service.js';
import { OccurrenceRepository } from './occurrence.repository.js';
import { ReminderNotices } from './reminder-notices.js';
import { ReminderQueue, reminderQueue } from './reminder-queue.js';
import { ReminderProcessor } from './reminder.processor.js';
import { SendingService } from './sending.service.js';
import { SweepService } from './sweep.service.js';

/** The sending half of reminders, the mailbox page and the admin's console. */
@Module({
  imports: [ReminderLedgerModule, IdentityModule, BullModule.registerQueue({ name: reminderQueue })],
  controllers: [MailboxController, ConsoleController],
  providers: [
    CommentNoticeRepository,
    CommentNotices,
    ConsoleRepository,
    ConsoleService,
    DeadlineMails,
    MailFactsRepository,
    MailServer,
    MailWriter,
    MailboxRepository,
    MailboxService,
    NoticeRepository,
    NudgeRepository,
    NudgeService,
    OccurrenceRepository,
    ReminderNotices,
    ReminderProcessor,
    ReminderQueue,
    SendingService,
    SweepService,
  ],
})
export class ReminderModule {}
