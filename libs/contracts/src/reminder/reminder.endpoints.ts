import { z } from 'zod';
import { endpoint } from '../platform/endpoint.js';
import { Id, Nothing } from '../platform/wire.js';
import {
  FollowedDeadlines,
  MailboxMessageView,
  MailboxUnread,
  MailboxView,
  Nudge,
  NudgeMade,
  ReminderConsole,
  ReminderDetail,
  ReminderFilter,
} from './reminder.schemas.js';

const html = 'text/html; charset=utf-8';

export const nudge = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/nudges',
  needs: 'reminder.nudge',
  summary: 'Reminds whoever acts next of a section, at most once an hour.',
  body: Nudge,
  response: NudgeMade,
});

export const readMailbox = endpoint({
  method: 'GET',
  path: '/mailbox',
  needs: 'mailbox.read',
  summary: 'Mail delivered inside the product to the address of the person signed in.',
  response: MailboxView,
});

export const countUnreadMail = endpoint({
  method: 'GET',
  path: '/mailbox/unread',
  needs: 'mailbox.read',
  summary: 'How many mails of the person signed in are unread.',
  response: MailboxUnread,
});

export const readMail = endpoint({
  method: 'GET',
  path: '/mailbox/messages/:messageId',
  needs: 'mailbox.read',
  summary: 'One mail to the person signed in, as text.',
  response: MailboxMessageView,
});

export const readMailBody = endpoint({
  method: 'GET',
  path: '/mailbox/messages/:messageId/body',
  needs: 'mailbox.read',
  summary: 'The mail as it looks, for a sandboxed frame.',
  response: z.string(),
  produces: html,
});

export const markMailRead = endpoint({
  method: 'POST',
  path: '/mailbox/messages/:messageId/reading',
  needs: 'mailbox.read',
  summary: 'Says that the mail was read.',
  response: Nothing,
});

export const readReminderConsole = endpoint({
  method: 'GET',
  path: '/admin/reminders',
  needs: 'reminder.read_all',
  summary: 'The reminders of all proposals and how the queue is doing.',
  query: ReminderFilter,
  response: ReminderConsole,
});

export const readReminder = endpoint({
  method: 'GET',
  path: '/admin/reminders/:reminderId',
  needs: 'reminder.read_all',
  summary: 'One reminder with its text as received, secrets masked.',
  response: ReminderDetail,
});

export const readReminderBody = endpoint({
  method: 'GET',
  path: '/admin/reminders/:reminderId/body',
  needs: 'reminder.read_all',
  summary: 'The mail of a reminder as it looks, secrets masked, for a sandboxed frame.',
  response: z.string(),
  produces: html,
});

export const sendReminderNow = endpoint({
  method: 'POST',
  path: '/admin/reminders/:reminderId/sending',
  needs: 'reminder.send_now',
  summary: 'Makes a planned reminder due now.',
  response: ReminderDetail,
});

export const retryReminder = endpoint({
  method: 'POST',
  path: '/admin/reminders/:reminderId/retry',
  needs: 'reminder.retry',
  summary: 'Tries a failed reminder again now.',
  response: ReminderDetail,
});

export const followDeadlines = endpoint({
  method: 'GET',
  path: '/admin/deadlines',
  needs: 'reminder.read_all',
  summary: 'The deadlines of all proposals, the earliest first, with how their reminders stand.',
  query: z.strictObject({ proposalId: Id.optional() }),
  response: FollowedDeadlines,
});
