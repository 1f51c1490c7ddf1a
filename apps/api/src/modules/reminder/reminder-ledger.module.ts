import { Module } from '@nestjs/common';
import { PlanningRepository } from './planning.repository.js';
import { ReminderLedger } from './reminder-ledger.js';

/** The planning half of reminders; the sending half depends on it and on much else. */
@Module({ providers: [PlanningRepository, ReminderLedger], exports: [ReminderLedger] })
export class ReminderLedgerModule {}
