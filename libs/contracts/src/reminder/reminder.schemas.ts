import { deadlineKinds, reminderStates } from '@concordat/domain';
import { z } from 'zod';
import { alarmKinds } from './alarms.js';
import { deadlineStandings } from '../deadline/deadline.schemas.js';
import { Abilities, Id, InstantText, Moment, StateCode } from '../platform/wire.js';

/** What a message says. The first is planned ahead; the others follow something that happened, at once. */
export const messageKinds = [
  'deadline_approaching',
  'section_assigned',
  'review_requested',
  'review_asked_again',
  'verdict_given',
  'section_approved',
  'invitation',
  'cut_off_moved',
  'proposal_frozen',
  'proposal_thawed',
  'submission_receipt',
  'membership_ended',
  'password_link',
  'address_link',
  'address_change_asked',
  'address_changed',
  'password_changed',
  'second_factor_added',
  'second_factor_removed',
  'second_factor_reset',
  'recovery_code_used',
  'passkey_copied',
  'alarm_raised',
  'nudge',
  'comments_waiting',
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** Whom to remind of what: a person of the proposal, else those who speak for a state, else the coordinators. */
export const Nudge = z.strictObject({
  sectionId: Id,
  personId: Id.nullable().default(null),
  memberId: Id.nullable().default(null),
});
export type Nudge = z.output<typeof Nudge>;

/** How many people are reminded now; those reminded of the same thing within the hour are left in peace. */
export const NudgeMade = z.strictObject({ reminded: z.int(), alreadyReminded: z.int() });
export type NudgeMade = z.infer<typeof NudgeMade>;

export const MailboxLine = z.strictObject({
  id: Id,
  subject: z.string(),
  deliveredAt: InstantText,
  readAt: InstantText.nullable(),
});
export type MailboxLine = z.infer<typeof MailboxLine>;

/** Mail to the reader's own address, the newest first. */
export const MailboxView = z.strictObject({
  address: z.string(),
  unread: z.int(),
  /** False: mails leave through a mail server, and nothing new arrives here. */
  delivers: z.boolean(),
  messages: z.array(MailboxLine),
  abilities: Abilities,
});
export type MailboxView = z.infer<typeof MailboxView>;

export const MailboxMessageView = MailboxLine.extend({ to: z.string(), text: z.string() });
export type MailboxMessageView = z.infer<typeof MailboxMessageView>;

export const MailboxUnread = z.strictObject({ unread: z.int() });

const proposalBrief = z.strictObject({ id: Id, acronym: z.string() });

/** One row of the ledger as the admin sees it: who, when, what happened; no text of any proposal. */
export const ReminderView = z.strictObject({
  id: Id,
  proposal: proposalBrief.nullable(),
  kind: z.enum(messageKinds),
  /** `-7d`, `-4h`, `0`; notices have `0`. */
  offset: z.string(),
  deadlineKind: z.enum(deadlineKinds).nullable(),
  /** Number of the section it is about. */
  sectionNumber: z.string().nullable(),
  /** Null until it was written. */
  subject: z.string().nullable(),
  recipient: z.strictObject({
    address: z.string(),
    displayName: z.string().nullable(),
    stateCode: StateCode.nullable(),
  }),
  dueAt: InstantText,
  sentAt: InstantText.nullable(),
  state: z.enum(reminderStates),
  /** Seconds between due and sent, or until now for what is due and has not gone. Null when it is not due yet. */
  lateSeconds: z.int().nullable(),
  reason: z.string().nullable(),
  attempts: z.int(),
  redeliveries: z.int(),
  /** How many others its mail told of. */
  folded: z.int(),
  /** The one in whose mail it was told; its own subject is null then. */
  foldedInto: z.strictObject({ id: Id, subject: z.string().nullable() }).nullable(),
  lastError: z.string().nullable(),
  nextAttemptAt: InstantText.nullable(),
  abilities: Abilities,
});
export type ReminderView = z.infer<typeof ReminderView>;

export const ReminderDetail = ReminderView.extend({
  /** As received, with the secrets of links masked. */
  text: z.string().nullable(),
  messageId: z.string(),
});
export type ReminderDetail = z.infer<typeof ReminderDetail>;

/**
 * Filters, as they stand in the address. Without a state: what happened, and what is planned within two days. `planned`
 * shows everything ahead, the soonest first; `late` what went out more than a minute after it was due.
 */
export const ReminderFilter = z.strictObject({
  proposalId: Id.optional(),
  state: z.enum([...reminderStates, 'late']).optional(),
  /** Where the previous page ended. */
  after: z.string().max(200).optional(),
});
export type ReminderFilter = z.output<typeof ReminderFilter>;

export const ReminderConsole = z.strictObject({
  /** The last seven days, and what is ahead. */
  figures: z.strictObject({
    planned: z.int(),
    sent: z.int(),
    cancelled: z.int(),
    failed: z.int(),
    late: z.int(),
    /** The longest delay of the late ones. */
    longestLateSeconds: z.int(),
    redelivered: z.int(),
    /** 99 of 100 went out within this; null when none went out. */
    p99Seconds: z.number().nullable(),
  }),
  queue: z.strictObject({
    delivery: z.enum(['smtp', 'mailbox']),
    /** Due and not yet out. */
    backlog: z.int(),
    waiting: z.int(),
    running: z.int(),
    failedJobs: z.int(),
    lastSweepAt: InstantText.nullable(),
    nextDueAt: InstantText.nullable(),
  }),
  /** What is wrong with the installation now, the longest standing first; sentences by `alarmText`. */
  alarms: z.array(
    z.strictObject({
      kind: z.enum(alarmKinds),
      subject: z.string(),
      facts: z.record(z.string(), z.number()),
      raisedAt: InstantText,
    }),
  ),
  proposals: z.array(proposalBrief),
  total: z.int(),
  reminders: z.array(ReminderView),
  next: z.string().nullable(),
});
export type ReminderConsole = z.infer<typeof ReminderConsole>;

/** A deadline of any proposal as the admin follows it; what people named is left out. */
export const FollowedDeadline = z.strictObject({
  id: Id,
  proposal: proposalBrief,
  kind: z.enum(deadlineKinds),
  sectionNumber: z.string().nullable(),
  moment: Moment,
  standing: z.enum(deadlineStandings),
  planned: z.int(),
  sent: z.int(),
  failed: z.int(),
});
export type FollowedDeadline = z.infer<typeof FollowedDeadline>;

export const FollowedDeadlines = z.strictObject({ deadlines: z.array(FollowedDeadline) });
export type FollowedDeadlines = z.infer<typeof FollowedDeadlines>;
