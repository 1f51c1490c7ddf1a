import { Module } from '@nestjs/common';
import { ReminderLedger } from './reminder-ledger.js';

/** The planning half of reminders; the sending half depends on it and on much else. */
@Module({ providers: [ReminderLedger], exports: [ReminderLedger] })
export class ReminderLedgerModule {}
