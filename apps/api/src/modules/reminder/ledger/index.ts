/** The planning half of reminders has a door of its own: the sending half depends on features that plan. */
export { ReminderLedgerModule } from '../reminder-ledger.module.js';
export { ReminderLedger } from '../reminder-ledger.js';
